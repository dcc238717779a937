import { printLine } from '../../experiments/index.ts';
import type { Question } from '../asking/index.ts';
import { grades, isConfidentMiss, ratingOf, type Grade } from '../grade.ts';
import { stateOf } from '../replay-journal.ts';
import type { Asked } from '../session.ts';
import { highestFor, offersFor, proposalFor } from '../take-event.ts';
import { commandChoices, takeCommand, type CommandResult } from './commands.ts';
import type { KeyChoice } from './prompter.ts';
import type { QuizWorld } from './quiz-world.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { showRun } from './show-run.ts';
import { relatedTo, runRelated } from './demonstrate.ts';
import { columnsOf, foldText } from './text-lines.ts';
import { widthOf } from './look.ts';
import { shortInterval, wordDue } from './word-interval.ts';

/** The last screen of a question: how well it went, and with it when it is asked again. */
export async function askGrade(
  keeper: SessionKeeper,
  question: Question,
  world: QuizWorld,
): Promise<CommandResult | 'answered'> {
  const { current } = keeper.session();
  const offers = offersFor(keeper.session(), keeper.state(), world.scheduler);
  if (current === undefined || offers === undefined) return 'moved';
  await askWhy(keeper, current, world);
  const proposal = proposalFor(keeper.session());
  const open = openGrades(proposal, highestFor(keeper.session()), world);
  const preset = proposal ?? 'good';
  const buttons = grades
    .filter((grade) => open.includes(grade) || !(world.twoButtons || world.look.plain))
    .map((grade) => {
      const label = `${ratingOf(grade)} ${grade[0]?.toUpperCase() ?? ''}${grade.slice(1)} ${open.includes(grade) ? shortInterval(offers[grade].next) : '-'}`;
      return grade === preset ? `[${label}]` : label;
    });
  const higher = higherGrades(proposal, open, world);
  const related = relatedTo(question, keeper, world);
  const further: readonly KeyChoice[] = [
    ...(higher.length === 0 ? [] : [{ key: 'o', label: 'override' }]),
    ...(question.experiment === undefined
      ? related === undefined
        ? []
        : [{ key: 'r', label: 'a demonstration' }]
      : [
          { key: 'r', label: 'run' },
          { key: 'v', label: 'view the block' },
        ]),
    ...commandChoices,
  ];
  const picked = await world.prompter.askKey({
    message: () =>
      gradeMessage(world, buttons, {
        override: proposal !== 'good' && higher.length > 0,
        run: question.experiment !== undefined ? 'r run' : related !== undefined ? 'r demonstration' : '',
      }),
    choices: [...open.map((grade): KeyChoice => ({ key: `${ratingOf(grade)}`, label: grade })), ...further],
    enter: `${ratingOf(preset)}`,
    answered: (key) => {
      const grade = grades[Number(key) - 1];
      const label = grade ?? further.find((one) => one.key === key)?.label ?? key;
      return `${world.look.plain ? 'Grade:' : world.look.style('green', world.look.unicode ? '✔' : '*')} ${label}`;
    },
  });
  const grade = grades[Number(picked) - 1];
  if (grade !== undefined) return giveGrade(keeper, question, world, grade);
  if (picked === 'o') return override(keeper, question, world, higher);
  if (picked === 'r' && related !== undefined) {
    await runRelated(related, world);
    return 'stay';
  }
  if (picked === 'r') {
    const block = world.library().experiment(question.experiment?.id ?? '');
    if (block === undefined) return 'stay';
    world.print('');
    await showRun(world, block);
    world.print('');
    return 'stay';
  }
  if (picked === 'v') {
    showBlock(question, world);
    return 'stay';
  }
  return takeCommand(picked, keeper, question, world);
}

/** Down is free; anything above the highest is an override. What is proposed is there with two buttons too. */
function openGrades(
  proposal: Grade | undefined,
  highest: Grade | undefined,
  { twoButtons }: QuizWorld,
): readonly Grade[] {
  const shown = grades.filter((grade) => !twoButtons || grade === 'again' || grade === 'good' || grade === proposal);
  return highest === undefined ? shown : shown.filter((grade) => ratingOf(grade) <= ratingOf(highest));
}

function gradeMessage(
  { look }: QuizWorld,
  buttons: readonly string[],
  { override: isLow, run }: { readonly override: boolean; readonly run: string },
): string {
  const start = '? grade  ';
  const measured = isLow ? 'o override' : '';
  const tail = [measured, run, '? keys']
    .filter((part) => part !== '')
    .join(look.plain ? ', ' : look.unicode ? ' · ' : ' - ');
  if (look.plain) return `${start}${[...buttons, tail].join(', ')}`;
  const one = `${start}${[...buttons, tail].join('   ')}`;
  if (columnsOf(one) < widthOf(look)) return one;
  const two = `${start}${buttons.join('  ')}`;
  if (columnsOf(two) < widthOf(look)) return `${two}\n  ${tail}`;
  const half = Math.ceil(buttons.length / 2);
  return [
    `${start}${buttons.slice(0, half).join('  ')}`,
    `         ${buttons.slice(half).join('  ')}`,
    `  ${tail}`,
  ].join('\n');
}

function giveGrade(
  keeper: SessionKeeper,
  question: Question,
  world: QuizWorld,
  grade: Grade,
  reason?: string,
): CommandResult | 'answered' {
  const { look, print } = world;
  const next = offersFor(keeper.session(), keeper.state(), world.scheduler)?.[grade].next;
  const moment = world.moment();
  const { cram } = keeper.session();
  const refused = keeper.take({ kind: 'grade', grade, moment, ...(reason === undefined ? {} : { override: reason }) });
  if (refused !== undefined) {
    print(look.style('yellow', `   ${refused}`));
    return 'stay';
  }
  const { leech } = stateOf(keeper.state(), question.item);
  const due = cram || next === undefined ? 'crammed: the schedule stays' : `next ${wordDue(next, moment.day)}`;
  const dot = look.unicode && !look.plain ? ' · ' : ', ';
  const path = question.path.join(look.unicode && !look.plain ? ' ▸ ' : ' > ');
  for (const line of foldText(look, `${path}${dot}${due}${dot}u undo`, look.plain ? '' : '   '))
    print(look.style('dim', line));
  if (leech) {
    const { path: note, line } = question.place;
    const advice = `A leech: forgotten again and again, and not asked any more. Rewrite it at ${note}:${line}, or split it.`;
    for (const part of foldText(look, advice, look.plain ? '' : '   ')) print(look.style('yellow', part));
  }
  return 'answered';
}

/** What only a reason opens. */
function higherGrades(
  proposal: Grade | undefined,
  open: readonly Grade[],
  { twoButtons }: QuizWorld,
): readonly Grade[] {
  if (proposal === undefined) return [];
  return grades.filter((grade) => !open.includes(grade) && (!twoButtons || grade === 'good'));
}

/** Grading up what was measured: with a reason, which is kept. */
async function override(
  keeper: SessionKeeper,
  question: Question,
  world: QuizWorld,
  higher: readonly Grade[],
): Promise<CommandResult | 'answered'> {
  const { prompter } = world;
  const reason = await prompter.askLine({
    message: () => '? why should it count for more? (Enter: it should not)',
    answered: (line) => (line.trim() === '' ? '? no override' : `? override: ${world.look.show(line)}`),
  });
  if (reason.trim() === '') return 'stay';
  const picked = await prompter.askKey({
    message: () => `? as  ${higher.map((grade) => `${ratingOf(grade)} ${grade}`).join('   ')}`,
    choices: higher.map((grade): KeyChoice => ({ key: `${ratingOf(grade)}`, label: grade })),
    answered: (key) => `? as ${grades[Number(key) - 1] ?? key}`,
  });
  const grade = grades[Number(picked) - 1];
  return grade === undefined ? 'stay' : giveGrade(keeper, question, world, grade, reason.trim());
}

/** After a confident miss: putting it in words is what makes it stick. */
async function askWhy(keeper: SessionKeeper, { outcome, confidence, why }: Asked, world: QuizWorld): Promise<void> {
  const correct = outcome?.kind === 'settled' ? outcome.correct : undefined;
  if (correct === undefined || why !== undefined || !isConfidentMiss({ correct, confidence })) return;
  const said = await world.prompter.askLine({
    message: () => '? in one line, why is it so? (Enter to skip)',
    answered: (line) => (line.trim() === '' ? '? why: skipped' : `? why: ${world.look.show(line)}`),
  });
  keeper.take({ kind: 'explain', why: said.trim() });
}

function showBlock(question: Question, world: QuizWorld): void {
  const experiment = world.library().experiment(question.experiment?.id ?? '');
  if (experiment === undefined) return;
  const { look, print } = world;
  print('');
  for (const line of experiment.block.lines)
    for (const text of foldText(look, printLine(line), look.plain ? '' : '   ', 4)) print(look.style('dim', text));
  print('');
}
