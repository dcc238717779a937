import type { Transcript, TranscriptLine } from '../../experiments/index.ts';
import type { AskableExperiment, QuestionLibrary } from '../asking/index.ts';
import type { Journal } from '../journal.ts';
import type { QuizState } from '../replay-journal.ts';
import type { Scheduler } from '../scheduler.ts';
import type { Session } from '../session.ts';
import type { Moment } from '../study-day.ts';
import type { Look } from './look.ts';
import type { Prompter } from './prompter.ts';

/** Everything that a session touches of the world, handed in by cli. */
export interface QuizWorld {
  readonly look: Look;
  readonly prompter: Prompter;
  readonly print: (line: string) => void;
  readonly moment: () => Moment;
  readonly scheduler: Scheduler;
  readonly journal: Journal;
  /** Writes down where the session stands, to be resumed. */
  readonly save: (session: Session, state: QuizState) => void;
  /** What can be asked, as the notes now are. */
  readonly library: () => QuestionLibrary;
  /** Reads the notes again after they were edited. */
  readonly reload: () => Promise<void>;
  /** Runs an experiment; rejects with an `Interrupted` where the signal is aborted. */
  readonly replay: (
    experiment: AskableExperiment,
    onLine: (line: TranscriptLine) => void,
    signal: AbortSignal,
  ) => Promise<Transcript>;
  /** Opens a note of the vault at a line, and waits. Gives what went wrong, in words. */
  readonly edit: (path: string, line: number) => Promise<string | undefined>;
  /** Only Again and Good. */
  readonly twoButtons: boolean;
}
