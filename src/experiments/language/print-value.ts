import type { InternetAddress, IntegerValue, TextValue, Value } from './value.ts';

/** The one spelling of a value. */
export function printValue(value: Value): string {
  switch (value.kind) {
    case 'integer':
      return printInteger(value);
    case 'name':
      return value.actor === undefined ? value.name : `${value.actor}:${value.name}`;
    case 'constant':
      return value.name;
    case 'flags':
      return value.members.map(printValue).join('|');
    case 'text':
      return printText(value);
    case 'address':
      if (value.family === 'unspec') return 'AF_UNSPEC';
      if (value.family !== 'unix') return printInternetAddress(value);
      return value.name === undefined ? '{sa_family=AF_UNIX}' : (value.abstract ? '@' : '') + printText(value.name);
    case 'structure':
      return `{${value.members.map((member) => `${member.name}=${printValue(member.value)}`).join(', ')}}`;
    case 'array':
      return `[${value.items.map(printValue).join(', ')}]`;
    case 'change':
      return `${printInteger(value.before)} => ${printValue(value.after)}`;
    case 'raw-packet': {
      const checksum = value.checksum === undefined ? '' : `, checksum=${printInteger(value.checksum)}`;
      return value.protocol === 'udp'
        ? `udp(${printValue(value.source)}, ${printValue(value.destination)}, ${printText(value.data)}${checksum})`
        : `icmp_echo(${printInteger(value.id)}, ${printInteger(value.sequence)}, ${printText(value.data)}${checksum})`;
    }
    case 'null':
      return 'NULL';
    case 'any':
      return '_';
  }
}

export function printInteger({ value, base }: Pick<IntegerValue, 'value' | 'base'>): string {
  const sign = value < 0 ? '-' : '';
  const size = Math.abs(value);
  if (base === 'hexadecimal') return `${sign}0x${size.toString(16)}`;
  return base === 'octal' ? `${sign}0${size.toString(8)}` : String(value);
}

export function printInternetAddress({ family, host, port }: InternetAddress): string {
  return `${family === 'inet' ? host : `[${host}]`}:${printValue(port)}`;
}

function printText({ bytes, repeat, match }: TextValue): string {
  const text = `"${escapeBytes(bytes)}"${repeat === 1 ? '' : `*${repeat}`}`;
  return match === 'prefix' ? `${text}...` : match === 'suffix' ? `...${text}` : text;
}

const shortEscapes: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\v': '\\v',
  '\f': '\\f',
  '\\': '\\\\',
  '"': '\\"',
};

/** Bytes (one character each) as they stand between quotes: UTF-8 text that can be seen stays, the rest is escaped. */
export function escapeBytes(bytes: string): string {
  if (/^[ !#-[\]-~]*$/.test(bytes)) return bytes;
  const shown = /[\x80-\xff]/.test(bytes) ? decodeVisible(bytes) : bytes;
  return shown.replace(/[\0-\x1f"\\\x7f]|[\ue000-\ue0ff]/g, (character) => {
    const short = shortEscapes[character];
    return short ?? `\\x${(character.charCodeAt(0) & 0xff).toString(16).padStart(2, '0')}`;
  });
}

/** Decodes valid UTF-8 that can be seen; every other byte above 0x7f becomes U+E000 plus it, which no text may hold. */
function decodeVisible(bytes: string): string {
  const pattern = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g;
  return bytes.replace(pattern, (sequence) => {
    const decoded = Buffer.from(sequence, 'latin1').toString('utf8');
    const visible = sequence.length > 1 && /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(decoded) && decoded !== '\uFFFD';
    return visible ? decoded : sequence.replace(/[\s\S]/g, (byte) => String.fromCharCode(0xe000 + byte.charCodeAt(0)));
  });
}
