import { historyOf } from '../replay-journal.ts';
import { addDays } from '../study-day.ts';
import type { Question } from '../asking/index.ts';
import { drawHistory } from './draw-history.ts';
import type { KeyChoice } from './prompter.ts';
import type { QuizWorld } from './quiz-world.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { foldText } from './text-lines.ts';

/** What the learner may do on any screen besides answering it. */
export const commandChoices: readonly KeyChoice[] = [
  { key: 'u', label: 'undo' },
  { key: '-', label: 'bury' },
  { key: '=', label: 'bury siblings' },
  { key: '@', label: 'suspend' },
  { key: '!', label: 'suspend the note' },
  { key: 'e', label: 'edit' },
  { key: 'i', label: 'history' },
  { key: 's', label: 'later' },
  { key: '?', label: 'keys' },
  { key: 'q', label: 'finish' },
];

const help: readonly string[] = [
  'Enter or space: go on, or the grade in brackets. a to d: choose. 1 to 4: how sure you are, then the grade.',
  'u undo, again and again. h a hint (then the grade is Hard at most). e edit the note. i the history of the card.',
  '- bury until tomorrow. = bury its siblings too. @ suspend the card. ! suspend all cards of the note. s ask it later.',
  'o grade above what was measured, with your reason. r run the experiment again. v its block.',
  'q finish. Ctrl-C stops; `sockrates quiz` goes on at the same screen. Where you type an answer, commands begin with a colon, as in :u',
];

/**
 * `stay`: the same prompt again. `again`: the whole screen again. `moved`: another question, or none, is current.
 * `undone`: an earlier one is.
 */
export type CommandResult = 'stay' | 'again' | 'moved' | 'undone';

/** Does what a key of `commandChoices` says. */
export async function takeCommand(
  key: string,
  keeper: SessionKeeper,
  question: Question,
  world: QuizWorld,
): Promise<CommandResult> {
  const { look, print } = world;
  const tell = (text: string): void => {
    for (const line of foldText(look, text, look.plain ? '' : '   ')) print(look.style('dim', line));
  };
  const moment = world.moment();
  const card = question.item;
  const siblings = world.library().quizCards;
  const own = siblings.find(({ id }) => id === card);
  const take = (event: Parameters<SessionKeeper['take']>[0], done: string): CommandResult => {
    const refused = keeper.take(event);
    tell(refused ?? done);
    return refused === undefined ? 'moved' : 'stay';
  };
  switch (key) {
    case 'u':
      return take({ kind: 'undo', moment }, 'Undone. This is asked again:') === 'moved' ? 'undone' : 'stay';
    case '-':
      return take(
        { kind: 'bury', cards: [card], until: addDays(moment.day, 1), moment },
        'Buried until tomorrow. u takes it back.',
      );
    case '=': {
      const telling = new Set(world.library().tellingOf(card));
      const cards = siblings
        .filter(
          (one) =>
            one.siblings === own?.siblings ||
            telling.has(one.siblings) ||
            one.experiments.includes(own?.siblings ?? ''),
        )
        .map(({ id }) => id);
      const many = cards.length === 1 ? 'It has no siblings; it is' : `${cards.length} questions are`;
      return take(
        { kind: 'bury', cards, until: addDays(moment.day, 1), moment },
        `${many} buried until tomorrow. u takes it back.`,
      );
    }
    case '@':
      return take({ kind: 'suspend', cards: [card], moment }, 'Suspended: not asked any more. u takes it back.');
    case '!': {
      const cards = siblings.filter(({ note }) => note === own?.note).map(({ id }) => id);
      return take(
        { kind: 'suspend', cards, moment },
        `${cards.length} questions of this note are suspended. u takes it back.`,
      );
    }
    case 's':
      return take({ kind: 'skip', moment }, 'Asked later.');
    case 'q':
      return take({ kind: 'finish' }, 'Finished.');
    case 'e':
      return editNote(keeper, question, world, tell);
    case 'i':
      for (const line of drawHistory(look, historyOf(keeper.state(), card), moment.day)) print(line);
      return 'stay';
    default:
      for (const line of help) tell(line);
      return 'stay';
  }
}

async function editNote(
  keeper: SessionKeeper,
  { item, place }: Question,
  world: QuizWorld,
  tell: (text: string) => void,
): Promise<CommandResult> {
  const failed = await world.prompter.lend(() => world.edit(place.path, place.line));
  if (failed !== undefined) {
    tell(failed);
    return 'stay';
  }
  await world.reload();
  const known = new Set(world.library().quizCards.map(({ id }) => id));
  const session = keeper.session();
  const gone = [...session.queue, ...session.waiting.map(({ card }) => card), item].filter((card) => !known.has(card));
  if (gone.length > 0) {
    keeper.take({ kind: 'drop', cards: gone, moment: world.moment() });
    tell(
      gone.includes(item)
        ? 'This question is no longer in the notes.'
        : `${gone.length} questions are no longer in the notes.`,
    );
    if (gone.includes(item)) return 'moved';
  }
  tell('The note was read again.');
  return 'again';
}
