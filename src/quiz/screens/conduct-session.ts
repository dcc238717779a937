import type { Question } from '../asking/index.ts';
import { isLineOf } from '../quiz-card.ts';
import type { QuizState } from '../replay-journal.ts';
import type { Session } from '../session.ts';
import { askConfidence, askPrediction } from './ask-prediction.ts';
import { askGrade } from './ask-grade.ts';
import { commandChoices, takeCommand, type CommandResult } from './commands.ts';
import { drawQuestion } from './draw-question.ts';
import { judgementOf, observeAnswer, showOutcome } from './observe-answer.ts';
import { isGivenAway, type SeenOfSession } from './given-away.ts';
import type { QuizWorld } from './quiz-world.ts';
import { keepSession, type SessionKeeper } from './session-keeper.ts';
import { showRun } from './show-run.ts';

export interface SessionEnd {
  readonly session: Session;
  readonly state: QuizState;
}

/**
 * Asks until nothing is left, or the learner finishes. Every answer is on disk before the next screen is drawn; what
 * ends it early (Ctrl-C, a signal) rejects with an `Interrupted`, and the saved session goes on at the same screen.
 */
export async function conductSession(world: QuizWorld, session: Session, state: QuizState): Promise<SessionEnd> {
  const keeper = keepSession(world, session, state);
  /** The question that stands on the screen, with its turn: the same card may come back. */
  let drawn = '';
  /** Undo has brought it back: it is asked whatever else was. */
  let isBack = false;
  for (;;) {
    if (keeper.session().current === undefined) keeper.take({ kind: 'next', moment: world.moment() });
    const { current, finished, shown } = keeper.session();
    if (current === undefined || finished) return { session: keeper.session(), state: keeper.state() };
    const question = keeper.question();
    if (question === undefined) {
      keeper.take({ kind: 'drop', cards: [current.card], moment: world.moment() });
      continue;
    }
    if (current.stage === 'predict' && !isBack && isGivenAway(seenOf(keeper, world), world.library().tellingOf)) {
      keeper.take({ kind: 'drop', cards: [current.card], moment: world.moment() });
      continue;
    }
    const turn = `${current.card} ${shown} ${current.askedAt}`;
    if (turn !== drawn) {
      drawScreen(keeper, question, world);
      drawn = turn;
    }
    const preparing = prepareAnswer(question, world);
    const result = await takeStage(keeper, question, world).finally(() => {
      clearTimeout(preparing);
    });
    if (result === 'undone') isBack = true;
    else if (keeper.session().current?.card !== current.card) isBack = false;
    if (result === 'again' || result === 'moved' || result === 'undone') drawn = '';
  }
}

function seenOf(keeper: SessionKeeper, world: QuizWorld): SeenOfSession {
  return { session: keeper.session(), state: keeper.state(), day: world.moment().day };
}

/** Nobody answers sooner than this, in milliseconds. */
const readingMs = 400;

/** Finds the experiments of a card while the learner reads it: the first time that takes as long as reading does. */
function prepareAnswer(question: Question, world: QuizWorld): NodeJS.Timeout {
  return setTimeout(() => {
    const { experiment, item } = world.library().pair(question);
    if (experiment === undefined) world.library().related(item);
  }, readingMs);
}

/** Everything that belongs to the current screen, as far as the session remembers it. */
function drawScreen(keeper: SessionKeeper, question: Question, world: QuizWorld): void {
  const { current } = keeper.session();
  for (const line of drawQuestion(world.look, question, keeper.progress())) world.print(line);
  if (current === undefined || current.stage === 'predict') return;
  const { form } = question;
  const told =
    form.kind === 'choice' ? form.options.find(({ value }) => value === current.prediction)?.text : current.prediction;
  if (told !== undefined && told !== '')
    world.print(`   ${world.look.style('dim', 'you')}      ${world.look.show(told)}`);
  if (current.outcome === undefined) return;
  showOutcome(keeper, world, question, judgementOf(current.outcome));
}

async function takeStage(
  keeper: SessionKeeper,
  question: Question,
  world: QuizWorld,
): Promise<CommandResult | 'answered'> {
  switch (keeper.session().current?.stage) {
    case 'predict':
      return askPrediction(keeper, question, world);
    case 'confide':
      return askConfidence(keeper, question, world);
    case 'observe':
      await observeAnswer(keeper, question, world);
      await offerDemonstration(keeper, question, world);
      return 'answered';
    case 'inconclusive':
      return askAfterInconclusive(keeper, question, world);
    case 'grade':
      return askGrade(keeper, question, world);
    case undefined:
      return 'moved';
  }
}

/** An experiment that does not decide the card is shown behind the answer, to whoever wants to see it. */
async function offerDemonstration(keeper: SessionKeeper, { experiment }: Question, world: QuizWorld): Promise<void> {
  if (keeper.session().current?.stage !== 'grade' || experiment?.role !== 'shows') return;
  const block = world.library().experiment(experiment.id);
  if (block === undefined) return;
  const { look } = world;
  const picked = await world.prompter.askKey({
    message: () => `? see it happen: ${look.show(experiment.id)}\n  Enter run${look.unicode ? ' · ' : ' - '}s skip`,
    choices: [
      { key: 'enter', label: 'run' },
      { key: 's', label: 'skip' },
    ],
    enter: 'enter',
  });
  if (picked !== 'enter') return;
  await showRun(world, block);
  world.print('');
  // Its lines have been seen: they are asked another day.
  const cards = keeper.session().queue.filter((card) => isLineOf(card, block.id));
  if (cards.length > 0) keeper.take({ kind: 'drop', cards, moment: world.moment() });
}

/** The experiment settled nothing: the learner may go on without it. Nothing is graded by the kernel. */
async function askAfterInconclusive(
  keeper: SessionKeeper,
  question: Question,
  world: QuizWorld,
): Promise<CommandResult | 'answered'> {
  const picked = await world.prompter.askKey({
    message: () => '? the kernel did not settle it\n  Enter grade it yourself   s leave it   r run it again',
    choices: [
      { key: 'enter', label: 'grade it yourself' },
      { key: 's', label: 'leave it' },
      { key: 'r', label: 'run it again' },
      ...commandChoices.filter(({ key }) => key !== 's'),
    ],
    enter: 'enter',
  });
  if (picked === 'r') {
    await observeAnswer(keeper, question, world);
    return 'answered';
  }
  if (picked !== 'enter') return takeCommand(picked, keeper, question, world);
  keeper.take({ kind: 'recall', moment: world.moment() });
  return 'answered';
}
