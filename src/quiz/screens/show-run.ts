import {
  arrangeLadder,
  drawLadder,
  formatLogLine,
  type ScreenOptions,
  type Transcript,
} from '../../experiments/index.ts';
import type { AskableExperiment } from '../asking/index.ts';
import type { Look } from './look.ts';
import type { QuizWorld } from './quiz-world.ts';
import { foldText } from './text-lines.ts';

/** Runs an experiment in front of the learner: the log as it happens, then the ladder. What is typed meanwhile is dropped. */
export async function showRun(world: QuizWorld, experiment: AskableExperiment): Promise<Transcript> {
  const { look, print } = world;
  const options = optionsOf(look);
  const mark = look.plain ? 'Running' : look.unicode ? '▶' : '>';
  for (const line of foldText(look, `${mark} ${experiment.id}`, look.plain ? '' : ' ')) print(look.style('cyan', line));
  const margin = ' '.repeat(marginOf(look));
  const transcript = await world.prompter.whileDeaf((signal) =>
    world.replay(
      experiment,
      (line) => {
        for (const text of formatLogLine(line, options)) print(margin + text);
      },
      signal,
    ),
  );
  const ladder = arrangeLadder(transcript);
  // Alone, an actor's ladder only repeats the log; and a screen reader makes nothing of it.
  if (ladder.lanes.length > 1 && !look.plain) {
    print('');
    for (const line of shortened(drawLadder(ladder, options), experiment.id)) print(margin + line);
  }
  return transcript;
}

/** A hundred packets alike would push the question out of sight. */
const mostRows = 48;

function shortened(lines: readonly string[], id: string): readonly string[] {
  if (lines.length <= mostRows) return lines;
  const left = lines.length - mostRows + 1;
  return [...lines.slice(0, mostRows - 12), `(${left} lines; sockrates run ${id} shows them)`, ...lines.slice(-11)];
}

/** In a narrow window the log takes all of it. */
function marginOf(look: Look): number {
  return look.plain || look.columns() < 60 ? 0 : 3;
}

function optionsOf(look: Look): ScreenOptions {
  return {
    width: look.columns() - marginOf(look),
    unicode: look.unicode && !look.plain,
    color: look.color && !look.plain,
  };
}
