import type { Fact, Findings } from './fact.ts';
import type { Unit } from './outline.ts';
import { joinPhrases, type Phrase, plainPhrase, splitSentences, textPhrase, trimPhrase } from './phrase.ts';
import { placeOf } from './place.ts';
import { countWords, upperStart } from './wording.ts';

const mostLines = 6;
/** Shells and logs show a session, and a diagram is no code: neither is an answer. */
const notAsked =
  /^(?:sock|console|shell-session|text|txt|output|log|mermaid|dataview|dataviewjs|query|tasks|ad-.*)?$/iu;

/** A short piece of code under a line that says what it is: the line asks, the code answers. */
export function readCode(unit: Extract<Unit, { kind: 'code' }>, path: string): Findings {
  const { node, setting, caption } = unit;
  const place = placeOf(node, path);
  const refuse = (reason: string): Findings => ({ facts: [], refusals: [{ place, rule: 'code', reason }] });
  if (notAsked.test(node.lang ?? '')) return { facts: [], refusals: [] };
  const lines = node.value.split('\n').filter((line) => line.trim() !== '').length;
  if (lines > mostLines) return refuse(`${lines} lines of code are too long an answer; ${mostLines} are the most`);
  const struct = /^\s*(?:typedef\s+)?(struct|union|enum)\s+([A-Za-z_]\w*)?\s*\{/u.exec(node.value);
  const said = caption === undefined ? undefined : trimPhrase(plainPhrase(splitSentences(caption).at(-1) ?? caption));
  const front =
    struct?.[2] === undefined
      ? frontOfCaption(said, setting.subject, node.lang ?? '')
      : structFront(`${struct[1] ?? 'struct'} ${struct[2]}`);
  if (front === undefined) return refuse('no line says what the code is');
  const fact: Fact = {
    rule: 'code',
    place,
    setting,
    concept: struct?.[2] === undefined ? (setting.subject ?? front.text) : `${struct[1] ?? 'struct'} ${struct[2]}`,
    facet: struct === null ? front.text : 'members',
    question: { kind: 'asked', front, back: { kind: 'code', node } },
    ...(struct !== null && said !== undefined ? { extra: said } : {}),
    specificity: 3,
  };
  return { facts: [fact], refusals: [] };
}

function structFront(name: string): Phrase {
  return {
    nodes: [
      { type: 'inlineCode', value: name },
      { type: 'text', value: ': which members, in order?' },
    ],
    text: `${name}: which members, in order?`,
  };
}

function frontOfCaption(caption: Phrase | undefined, subject: string | undefined, lang: string): Phrase | undefined {
  if (caption === undefined || countWords(caption.text) < 3 || countWords(caption.text) > 25) return undefined;
  if (/^(?:it|this|that|these|here|now|then|next|and|so|for example|e\.g|output|result|example)\b/iu.test(caption.text))
    return undefined;
  const head =
    subject === undefined || caption.text.toLowerCase().includes(subject.toLowerCase())
      ? textPhrase('')
      : textPhrase(`${subject}: `);
  return joinPhrases(
    head.text === '' ? upperStart(caption) : joinPhrases(head, caption),
    `. Which ${/^(?:ba|z|fi|)sh$|^shell$|^powershell$/iu.test(lang) ? 'command' : 'code'}?`,
  );
}
