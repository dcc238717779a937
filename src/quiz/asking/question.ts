import type { Place } from '../../diagnostic.ts';
import type { ConceptId } from '../../vault/index.ts';
import type { QuizCardId } from '../quiz-card.ts';
import type { AcceptedAnswers } from './answer-key.ts';

/** One thing that the quiz can ask, made from a card or from a line of an experiment. Pure data: no screen, no clock. */
export interface Question {
  /** What is scheduled: a card's item, or an experiment's. */
  readonly item: QuizCardId;
  readonly about: 'card' | 'experiment' | 'line';
  /** Where it stands in the notes, outermost first: `TCP`, `Closing`. */
  readonly path: readonly string[];
  /** Lines of a block that have happened before the one that is asked, in their own notation. */
  readonly before: readonly string[];
  /** Plain text, perhaps several lines; blanks of a cloze card as `[...]`. */
  readonly text: string;
  /** What is asked of the line, where `text` is the experiment's own question. */
  readonly wording?: string;
  /** The line that is asked, its result blanked out. */
  readonly asked?: string;
  readonly form: QuestionForm;
  readonly accepted: AcceptedAnswers;
  /** The right answer in words. */
  readonly expected: string;
  readonly hint?: string;
  /** Shown after the reveal: the card's extra text, or the prose and comments of the experiment. */
  readonly explanation: string;
  /** Manual pages and RFCs. */
  readonly sources: readonly string[];
  /** In which vault and note it stands. */
  readonly place: Place;
  readonly concepts: readonly ConceptId[];
  readonly experiment?: PairedExperiment;
}

export type QuestionForm =
  /** The learner picks one; the right one is among them. */
  | { readonly kind: 'choice'; readonly options: readonly AnswerOption[] }
  | { readonly kind: 'typed'; readonly expects: 'an errno' | 'a number' | 'the words' | 'all of them' | 'the steps' }
  /** The learner recalls, sees the answer and grades. */
  | { readonly kind: 'recall' };

export interface AnswerOption {
  /** What is journalled, and compared with what was observed. */
  readonly value: string;
  readonly text: string;
  /** As the note has it. */
  readonly isRight: boolean;
}

/** How a question's experiment bears on it. */
export interface PairedExperiment {
  readonly id: string;
  /** `decides`: the kernel says who was right. `shows`: it runs after the reveal, and the learner grades. */
  readonly role: 'decides' | 'shows';
  /** Where the observed value of the answer stands in the transcript. */
  readonly reads?: ObservedPart;
  /** Why this experiment: “both link [[UDP]]”. */
  readonly reason?: string;
}

/** A part of one transcript line. */
export interface ObservedPart {
  /** The note's line. */
  readonly line: number;
  /** `result`, or the position of an argument that the kernel writes. */
  readonly part: 'result' | number;
  /** The result is a descriptor or actor: which one is no matter. */
  readonly bindsName: boolean;
}
