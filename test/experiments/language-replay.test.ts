import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { openReplayer, parseBlock } from '../../src/experiments/index.ts';

const documentation = readFileSync('docs/sock-language.md', 'utf8');
const blocks = [...documentation.matchAll(/```sock\n([^]*?)```/g)].map(([, text = '']) => text);
const replayer = openReplayer({ runners: 1 });

afterAll(() => {
  replayer.close();
});

describe('an example of the documentation', () => {
  it.each(blocks)('is what this kernel does, where it can be asked: %s', async (text) => {
    const { block } = parseBlock({ path: 'docs/sock-language.md', firstLine: 1, text });
    const { verdict, reason } = await replayer.replay(block, {});
    if (verdict === 'not-testable-here') return;
    expect({ verdict, reason }).toEqual({ verdict: 'supported', reason: undefined });
  });
});
