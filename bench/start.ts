import { spawnSync } from 'node:child_process';
import { type Bench, median } from './measurement.ts';

/** How long the program takes to say how it is used, beside a Node that does nothing. */
export const measureStart: Bench = ({ quick }) => {
  const rounds = quick ? 5 : 15;
  const help: number[] = [];
  const nothing: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    nothing.push(timeNode(['-e', '0']));
    help.push(timeNode(['dist/cli/main.js', '--help']));
  }
  const ratio = median(help) / median(nothing);
  const detail = `${median(help).toFixed(0)} ms, ${median(nothing).toFixed(0)} ms`;
  return Promise.resolve([{ work: 'sockrates --help', ratio, against: 'node -e 0', goal: { atMost: 2 }, detail }]);
};

function timeNode(args: readonly string[]): number {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status ?? 'a signal'}`);
  return performance.now() - started;
}
