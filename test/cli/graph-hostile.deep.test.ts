import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { hostileVault } from '../graph/hostile-vault.ts';
import { makeWorkplace } from './run-program.ts';

it('graph writes a hostile vault in every format, and sends no control character to the terminal', () => {
  const { run, folder } = makeWorkplace(
    Object.fromEntries(Object.entries(hostileVault()).map(([name, text]) => [`notes/${name}`, text])),
  );
  for (const format of ['json', 'dot', 'graphml', 'canvas', 'mermaid', 'html'] as const) {
    const written = run('graph', '--format', format, '-o', `out/${format}`);
    expect({ format, ...written }).toEqual({ format, status: 0, err: '', out: `out/${format}\n` });
    const text = readFileSync(path.join(folder, 'out', format), 'utf8');
    // In the others it is a text among texts.
    if (['graphml', 'mermaid', 'html'].includes(format)) expect(text).not.toContain('<script>alert');
  }
  const focused = run('graph', '--format', 'dot', '--focus', 'n3');
  expect(focused.status).toBe(0);
  for (const answer of [
    ['graph'],
    ['graph', 'order'],
    ['graph', 'next'],
    ['graph', 'explain', 'n7'],
    ['graph', 'suggest'],
  ])
    expect(run(...answer).out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
}, 120_000);
