import { afterAll, describe, expect, it } from 'vitest';
import type { ReplayOptions, Transcript } from '../../src/experiments/index.ts';
import { openReplayer, parseBlock } from '../../src/experiments/index.ts';
import { furtherBlocks } from './replay-further-blocks.ts';
import { measuredBlocks } from './replay-blocks.ts';

const replayer = openReplayer({ runners: 2 });
afterAll(() => replayer.close());

async function replay(text: string, options: ReplayOptions = {}): Promise<Transcript> {
  const { block, diagnostics } = parseBlock({ path: 'test.md', firstLine: 1, text });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return replayer.replay(block, options);
}

/** What differs, as a person reads it. */
function summary({ verdict, reason, transcript }: Transcript): string {
  const differing = transcript.filter(({ status }) => status === 'differs');
  return [verdict, reason, ...differing.map((line) => `${line.claimed} gave ${line.result} ${line.data ?? ''}`)].join(
    ' | ',
  );
}

describe('replaying the measured blocks in a private world', () => {
  it.each(Object.entries({ ...measuredBlocks, ...furtherBlocks }))('%s is supported', async (_, text) => {
    const transcript = await replay(text);
    expect(summary(transcript)).toBe('supported | ');
  });
});
