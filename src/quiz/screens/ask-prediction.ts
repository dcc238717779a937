import { confidences, type Confidence } from '../grade.ts';
import type { Question, QuestionForm } from '../asking/index.ts';
import { commandChoices, takeCommand, type CommandResult } from './commands.ts';
import { letterOf } from './draw-question.ts';
import type { KeyChoice } from './prompter.ts';
import type { QuizWorld } from './quiz-world.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { fitParts, foldText } from './text-lines.ts';

/** The first screen of a question: the learner commits to an answer, or turns it over. */
export async function askPrediction(
  keeper: SessionKeeper,
  question: Question,
  world: QuizWorld,
): Promise<CommandResult | 'answered'> {
  const { form } = question;
  if (form.kind === 'typed') return askTyped(keeper, question, form, world);
  return form.kind === 'choice' ? askChoice(keeper, question, form, world) : askRecall(keeper, question, world);
}

const mark = '?';

async function askChoice(
  keeper: SessionKeeper,
  question: Question,
  { options }: Extract<QuestionForm, { kind: 'choice' }>,
  world: QuizWorld,
): Promise<CommandResult | 'answered'> {
  const { look, prompter } = world;
  const last = letterOf(options.length - 1);
  const choices = options.map(({ text }, index): KeyChoice => ({ key: letterOf(index), label: text }));
  const hint: readonly KeyChoice[] = question.hint === undefined ? [] : [{ key: 'h', label: 'hint' }];
  const picked = await prompter.askKey({
    message: () =>
      fitParts(
        look,
        `${mark} `,
        [`predict a-${last}`],
        [...hint.map(() => 'h hint'), 'Enter show', '- bury', '@ suspend', 'u undo'],
        '? keys',
      ),
    choices: [...choices, ...hint, { key: 'enter', label: 'show the answer' }, ...commandChoices],
    enter: 'enter',
    answered: (key) => {
      const index = choices.findIndex((choice) => choice.key === key);
      return index === -1
        ? `${mark} ${labelOf(key)}`
        : `${tick(world)} ${key}) ${look.show(options[index]?.text ?? '')}`;
    },
  });
  const option = options[choices.findIndex(({ key }) => key === picked)];
  if (option === undefined) return takeOther(picked, keeper, question, world);
  keeper.take({ kind: 'predict', prediction: option.value, choices: options.length });
  return 'answered';
}

/** `:u`: a key where letters are the answer. */
function commandOf(line: string): string | undefined {
  return /^:(.)$/u.exec(line.trim())?.[1];
}

function labelOf(key: string): string {
  return (
    [...commandChoices, { key: 'enter', label: 'show the answer' }, { key: 'h', label: 'hint' }].find(
      (one) => one.key === key,
    )?.label ?? key
  );
}

async function askTyped(
  keeper: SessionKeeper,
  question: Question,
  form: Extract<QuestionForm, { kind: 'typed' }>,
  world: QuizWorld,
): Promise<CommandResult | 'answered'> {
  const { look, prompter } = world;
  const kind = form.expects;
  const typed = await prompter.askLine({
    message: () => fitParts(look, `${mark} `, [`type ${kind}`], ['Enter show'], `:? keys ${look.unicode ? '›' : '>'}`),
    answered: (line) => {
      const command = commandOf(line);
      if (command !== undefined) return `${mark} ${labelOf(command)}`;
      return line.trim() === '' ? `${mark} show the answer` : `${tick(world)} ${look.show(line)}`;
    },
  });
  const command = commandOf(typed);
  if (command !== undefined) return takeOther(command, keeper, question, world);
  if (typed.trim() === '') return takeOther('enter', keeper, question, world);
  keeper.take({ kind: 'predict', prediction: typed.trim() });
  return 'answered';
}

/** Nothing to pick or type: the learner recalls, and says how sure before seeing. */
async function askRecall(
  keeper: SessionKeeper,
  question: Question,
  world: QuizWorld,
): Promise<CommandResult | 'answered'> {
  const { look, prompter } = world;
  const hint: readonly KeyChoice[] = question.hint === undefined ? [] : [{ key: 'h', label: 'hint' }];
  const picked = await prompter.askKey({
    message: () =>
      fitParts(
        look,
        `${mark} recall it. How sure?  `,
        [...confidences.map((label, index) => `${index + 1} ${label}`), 'Enter show'],
        [...hint.map(() => 'h hint'), '- bury', '@ suspend', 'u undo'],
        '? keys',
      ),
    choices: [
      ...confidences.map((label, index): KeyChoice => ({ key: `${index + 1}`, label })),
      ...hint,
      { key: 'enter', label: 'show the answer' },
      ...commandChoices,
    ],
    enter: 'enter',
    answered: (key) => {
      const confidence = confidences[Number(key) - 1];
      return confidence === undefined ? `${mark} ${labelOf(key)}` : `${tick(world)} ${confidence}`;
    },
  });
  const confidence = confidences[Number(picked) - 1];
  if (confidence === undefined) return takeOther(picked, keeper, question, world);
  keeper.take({ kind: 'predict', prediction: '' });
  keeper.take({ kind: 'confide', confidence, moment: world.moment() });
  return 'answered';
}

async function takeOther(
  key: string,
  keeper: SessionKeeper,
  question: Question,
  world: QuizWorld,
): Promise<CommandResult | 'answered'> {
  if (key === 'enter') {
    keeper.take({ kind: 'reveal', moment: world.moment() });
    return 'answered';
  }
  if (key === 'h') {
    keeper.take({ kind: 'hint' });
    const hint = question.hint ?? 'There is no hint for this one.';
    for (const line of foldText(world.look, `Hint: ${hint}`, world.look.plain ? '' : '   ')) world.print(line);
    return 'stay';
  }
  return takeCommand(key, keeper, question, world);
}

/** How sure the learner is; with it the answer is locked. */
export async function askConfidence(
  keeper: SessionKeeper,
  question: Question,
  world: QuizWorld,
): Promise<CommandResult | 'answered'> {
  const { look } = world;
  const picked = await world.prompter.askKey({
    message: () =>
      fitParts(
        look,
        `${mark} how sure  `,
        confidences.map((label, index) => `${index + 1} ${label}`),
        [],
        '? keys',
      ),
    choices: [...confidences.map((label, index): KeyChoice => ({ key: `${index + 1}`, label })), ...commandChoices],
    answered: (key) => {
      const confidence = confidences[Number(key) - 1];
      return confidence === undefined ? `${mark} ${labelOf(key)}` : `${tick(world)} ${confidence}`;
    },
  });
  const confidence: Confidence | undefined = confidences[Number(picked) - 1];
  if (confidence === undefined) return takeCommand(picked, keeper, question, world);
  keeper.take({ kind: 'confide', confidence, moment: world.moment() });
  return 'answered';
}

function tick({ look }: QuizWorld): string {
  return look.plain ? 'You:' : look.style('green', look.unicode ? '✔' : '*');
}
