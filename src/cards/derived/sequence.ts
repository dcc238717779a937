import type { Place } from '../../diagnostic.ts';
import type { DerivationRule, Fact } from './fact.ts';
import type { Setting } from './outline.ts';
import { joinPhrases, type Phrase, textPhrase } from './phrase.ts';
import { countWords } from './wording.ts';

const mostSteps = 8;
const mostWordsAStep = 8;

export interface Sequence {
  readonly steps: readonly Phrase[];
  /** Whose sequence it is: "TCP server". */
  readonly who: string;
  readonly place: Place;
  readonly setting: Setting;
  readonly rule: DerivationRule;
}

/** One cloze note of the whole sequence, and "which follows …?" where two single calls stand side by side. */
export function sequenceFacts({ steps, who, place, setting, rule }: Sequence): readonly Fact[] {
  if (steps.length < 2 || steps.length > mostSteps || steps.some(({ text }) => countWords(text) > mostWordsAStep))
    return [];
  const calls = steps.every(({ text }) => isCalls(text));
  const parts = steps.flatMap((step, index): Phrase[] => [
    textPhrase(index === 0 ? `${who}, ${calls ? 'calls' : 'steps'} in order: ` : ' → '),
    step,
  ]);
  const whole: Fact = {
    rule,
    place,
    setting,
    concept: who,
    facet: 'sequence',
    question: { kind: 'gaps', parts },
    specificity: 3,
  };
  const follows = steps.slice(1).flatMap((step, index): Fact[] => {
    const before = steps[index];
    if (before === undefined || !isOneCall(before.text) || !isOneCall(step.text) || repeats(steps, before)) return [];
    return [
      {
        rule,
        place,
        setting,
        concept: who,
        facet: `follows ${before.text}`,
        question: {
          kind: 'asked',
          front: joinPhrases(`${who}: which call follows `, before, '?'),
          back: { kind: 'phrase', phrase: step },
        },
        specificity: 3,
      },
    ];
  });
  return [whole, ...follows];
}

function repeats(steps: readonly Phrase[], step: Phrase): boolean {
  return steps.filter(({ text }) => text === step.text).length > 1;
}

/** "socket()", "send(), recv()". */
export function isCalls(text: string): boolean {
  return /^[a-z_][\w.]*\(\)(?:\s*(?:,|\/|and|or|&|then)\s*[a-z_][\w.]*\(\))*$/iu.test(text.trim());
}

function isOneCall(text: string): boolean {
  return /^[a-z_][\w.]*\(\)$/iu.test(text.trim());
}
