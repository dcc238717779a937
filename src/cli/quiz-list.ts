import { stateOf, type QuestionLibrary, type QuizCardId, type QuizState } from '../quiz/index.ts';
import { oneLine } from './export-plan-text.ts';
import { type Screen, showText } from './screen.ts';

/** What a session would ask, in its order, without asking. */
export function listQuestions(
  queue: readonly QuizCardId[],
  library: QuestionLibrary,
  state: QuizState,
  seed: number,
  screen: Screen,
  json: boolean,
): void {
  const questions = queue.flatMap((card) => {
    const own = stateOf(state, card);
    const question = library.ask(card, own, seed);
    return question === undefined ? [] : [{ card, question: library.pair(question), phase: own.phase }];
  });
  if (json) {
    screen.printJson({
      schema: 1,
      questions: questions.map(({ card, question: { about, text, asked, form, experiment, place }, phase }) => ({
        card,
        about,
        phase,
        question: text,
        ...(asked === undefined ? {} : { asked }),
        form: form.kind,
        ...(form.kind === 'choice' ? { options: form.options.map(({ text: option }) => option) } : {}),
        ...(experiment === undefined ? {} : { experiment: experiment.id, role: experiment.role }),
        note: place.path,
        line: place.line,
      })),
    });
    return;
  }
  for (const { card, question, phase } of questions) {
    const paired = question.experiment === undefined ? '' : `  ${question.experiment.role} ${question.experiment.id}`;
    screen.print(`${showText(card)}  ${phase}  ${question.form.kind}${screen.style('dim', showText(paired))}`);
    screen.print(`    ${oneLine(question.text)}`);
  }
  screen.print(`\n${questions.length} ${questions.length === 1 ? 'question' : 'questions'}`);
}
