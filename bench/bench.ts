import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measureApkg } from './apkg.ts';
import { measureGraph } from './graph.ts';
import { type Bench, type Measurement, meetsGoal } from './measurement.ts';
import { measureParse } from './parse.ts';
import { measureQuiz } from './quiz.ts';
import { measureQuizKeys } from './quiz-keys.ts';
import { measureReplay } from './replay.ts';
import { measureStart } from './start.ts';
import { measureVerify } from './verify.ts';

/** Every bench by name; `npm run bench -- parse` runs one. */
const benches: Readonly<Record<string, Bench>> = {
  start: measureStart,
  parse: measureParse,
  apkg: measureApkg,
  replay: measureReplay,
  graph: measureGraph,
  verify: measureVerify,
  quiz: measureQuiz,
  'quiz-keys': measureQuizKeys,
};

const args = process.argv.slice(2);
const names = args.filter((argument) => !argument.startsWith('--'));
const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-bench-'));
let missed = 0;
console.log('| work | ratio | goal | held against | figures |\n|---|---|---|---|---|');
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (names.length > 0 && !names.includes(name)) continue;
    for (const measurement of await bench({ quick: args.includes('--quick'), folder }).catch(tellFailure(name))) {
      const { work, ratio, goal, against, detail } = measurement;
      const met = meetsGoal(measurement);
      if (!met) missed += 1;
      const bound = 'atMost' in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
      console.log(`| ${work} | ${ratio.toFixed(2)}${met ? '' : ' (missed)'} | ${bound} | ${against} | ${detail} |`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A bench that fails ends the others as little as a test does. */
function tellFailure(name: string): (failure: unknown) => readonly Measurement[] {
  return (failure) => {
    process.exitCode = 1;
    console.log(`| ${name} | failed | | | ${String(failure).replaceAll('\n', ' ')} |`);
    return [];
  };
}

if (missed > 0) console.log(`\n${missed} goal${missed === 1 ? '' : 's'} missed`);
if (args.includes('--check') && missed > 0) process.exitCode = 1;
