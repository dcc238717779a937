import type { Command } from 'commander';
import { Option } from 'commander';
import {
  planSession,
  type Moment,
  type QuizFilter,
  type QuizState,
  type Scheduler,
  type SessionPlan,
} from '../quiz/index.ts';
import { findNote } from './find-note.ts';
import { UsageError } from './outcome.ts';
import type { VaultFlags } from './open-vault.ts';
import type { QuizVault } from './quiz-library.ts';
import { newPerDayOf } from './scheduling.ts';
import { collect } from './select-cards.ts';

const kinds = ['basic', 'basic-and-reversed', 'cloze', 'type-in', 'prediction'] as const;

/** Flags that say what a session is about. */
export interface PlanFlags extends VaultFlags {
  readonly concept?: readonly string[];
  readonly tag?: readonly string[];
  readonly note?: readonly string[];
  readonly kind?: readonly (typeof kinds)[number][];
  readonly experimentsOnly?: boolean;
  readonly misses?: boolean;
  readonly new?: string;
  readonly max?: string;
  readonly minutes?: string;
  readonly cram?: boolean;
}

export function addPlanFlags(command: Command): Command {
  return command
    .option('--concept <name>', 'only cards about this concept (repeatable)', collect)
    .option('--tag <tag>', 'only cards with this tag, or tags below it (repeatable)', collect)
    .option('--note <note>', 'only cards of this note: name, title or path (repeatable)', collect)
    .addOption(
      new Option('--kind <kind>', `only this kind: ${kinds.join(', ')} (repeatable)`).argParser(
        (value: string, before: readonly string[] | undefined) => {
          if (!kinds.some((kind) => kind === value))
            throw new UsageError(`--kind takes ${kinds.join(', ')}, not ${value}`);
          return [...(before ?? []), value];
        },
      ),
    )
    .option('--experiments-only', 'only cards that an experiment decides or shows')
    .option('--misses', 'only cards that were answered wrong last')
    .option('--new <n>', 'new cards a day (default 10)')
    .option('--max <n>', 'questions at most')
    .option('--minutes <n>', 'begin no new question after so many minutes')
    .option('--cram', 'ask whatever the filters leave, without scheduling');
}

/** Whether a session of its own is asked for, rather than the one that was left open. */
export function namesPlan({
  concept,
  tag,
  note,
  kind,
  experimentsOnly,
  misses,
  max,
  minutes,
  cram,
  new: fresh,
}: PlanFlags): boolean {
  return [concept, tag, note, kind, experimentsOnly, misses, max, minutes, cram, fresh].some(
    (flag) => flag !== undefined,
  );
}

export function planQuiz(
  quiz: QuizVault,
  flags: PlanFlags,
  given: {
    readonly state: QuizState;
    readonly scheduler: Scheduler;
    readonly moment: Moment;
    readonly seed: number;
    readonly cwd: string;
  },
): SessionPlan {
  const { open, library } = quiz;
  const { state, scheduler, moment, seed, cwd } = given;
  const notes = (flags.note ?? []).map((named) => findNote(open.vault, cwd, named).id);
  if (open.note !== undefined) notes.push(open.note);
  const filter: QuizFilter = {
    ...(flags.concept === undefined ? {} : { concepts: flags.concept }),
    ...(flags.tag === undefined ? {} : { tags: flags.tag }),
    ...(notes.length === 0 ? {} : { notes }),
    ...(flags.kind === undefined ? {} : { kinds: flags.kind }),
    ...(flags.experimentsOnly === undefined ? {} : { experimentsOnly: flags.experimentsOnly }),
    ...(flags.misses === undefined ? {} : { misses: flags.misses }),
  };
  const newPerDay = wholeNumber('--new', flags.new);
  const max = wholeNumber('--max', flags.max);
  const hasNew = flags.cram !== true && newPerDay !== 0;
  return planSession(library.quizCards, state, scheduler, {
    moment,
    seed,
    studyOrder: hasNew ? quiz.studyOrder() : new Map(),
    filter,
    ...newPerDayOf(open),
    ...(newPerDay === undefined ? {} : { newPerDay }),
    ...(max === undefined ? {} : { max }),
    ...(flags.cram === undefined ? {} : { cram: flags.cram }),
  });
}

export function wholeNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!/^\d+$/u.test(text) || !Number.isSafeInteger(number))
    throw new UsageError(`${flag} takes a whole number, not ${text}`);
  return number;
}
