import type { NumberKey } from './answer-key.ts';

const words = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** Units that are multiples of another one. */
const scales: Readonly<Record<string, readonly [string, number]>> = {
  ns: ['s', 1e-9],
  µs: ['s', 1e-6],
  us: ['s', 1e-6],
  microsecond: ['s', 1e-6],
  ms: ['s', 1e-3],
  millisecond: ['s', 1e-3],
  s: ['s', 1],
  sec: ['s', 1],
  second: ['s', 1],
  min: ['s', 60],
  minute: ['s', 60],
  h: ['s', 3600],
  hour: ['s', 3600],
  day: ['s', 86_400],
  b: ['byte', 1],
  byte: ['byte', 1],
  octet: ['byte', 1],
  kb: ['byte', 1000],
  kib: ['byte', 1024],
  mb: ['byte', 1e6],
  mib: ['byte', 1024 ** 2],
  gb: ['byte', 1e9],
  gib: ['byte', 1024 ** 3],
  percent: ['%', 1],
};

const approximate = /^(?:about|around|roughly|approximately|nearly|circa|ca\.?|[~≈])\s*/iu;
const bound = /^(?:up to|at most|at least|no more than|exactly|only)\s+/iu;
const digits = String.raw`[+-]?(?:0x[0-9a-f]+|\d{1,3}(?:[, _\u2009']\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)`;
const unit = String.raw`%|[a-zµ]+`;
const shape = new RegExp(
  String.raw`^(${digits})\s*(${unit})?(?:\s*(?:±|\+\/-|\+-)\s*(\d+(?:\.\d+)?)\s*(${unit})?)?$`,
  'iu',
);

/**
 * A number with its unit: `65,507 bytes`, `about 5 s`, `0x802`, `200 ms ± 20`, `100 ± 10 %`, `two`, `none`. Undefined where the text is
 * more than that. “About” allows a tenth; else what stands behind `±`.
 */
export function readNumber(text: string): NumberKey | undefined {
  const trimmed = text
    .normalize('NFKC')
    .trim()
    .replace(/[.!]$/u, '')
    .replace(/^[`"'](.*)[`"']$/u, '$1');
  const word = ['none', 'zero'].includes(trimmed.toLowerCase()) ? 0 : words.indexOf(trimmed.toLowerCase());
  if (word >= 0) return { kind: 'number', value: word, unit: '', scale: 1, tolerance: 0 };
  const match = shape.exec(trimmed.replace(approximate, '').replace(bound, ''));
  if (match === null) return undefined;
  const [, amount = '', before, margin, behind] = match;
  const value = Number(amount.replace(/[, _\u2009']/gu, ''));
  if (!Number.isFinite(value)) return undefined;
  const isShare = margin !== undefined && behind === '%' && before !== '%';
  const [base, scale] = readUnit((before ?? (isShare ? '' : behind) ?? '').toLowerCase());
  const given = margin === undefined ? 0 : Number(margin) * (isShare ? (value * scale) / 100 : scale);
  const tolerance = Math.abs(approximate.test(trimmed) && given === 0 ? value * scale * 0.1 : given);
  return { kind: 'number', value: value * scale, unit: base, scale, tolerance };
}

function readUnit(written: string): readonly [string, number] {
  const singular = written.length > 2 ? written.replace(/s$/u, '') : written;
  return scales[written] ?? scales[singular] ?? [singular, 1];
}

/** A number typed without a unit counts as being in the answer's own: `108` for `108 bytes`. */
export function isSameNumber(typed: NumberKey, key: NumberKey): boolean {
  if (typed.unit !== key.unit && typed.unit !== '') return false;
  const value = typed.unit === key.unit ? typed.value : typed.value * key.scale;
  return Math.abs(value - key.value) <= key.tolerance + Math.abs(key.value) * 1e-9;
}
