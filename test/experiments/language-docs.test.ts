import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkBlock, constantLists, parseBlock, printBlock, signatures } from '../../src/experiments/index.ts';

const documentation = readFileSync('docs/sock-language.md', 'utf8');

function fenced(language: string): string[] {
  const pattern = new RegExp('```' + language + '\\n([^]*?)```', 'g');
  return [...documentation.matchAll(pattern)].map(([, text = '']) => text);
}

function read(text: string) {
  const { block, diagnostics } = parseBlock({ path: 'docs/sock-language.md', firstLine: 1, text });
  const faults = [...diagnostics, ...checkBlock(block)].map(({ line, rule, message }) => `${line}: ${rule} ${message}`);
  return { printed: printBlock(block), faults };
}

describe('the documentation of the language', () => {
  it.each(fenced('sock'))('shows blocks that are canonical and without fault: %s', (text) => {
    expect(read(text)).toEqual({ printed: text, faults: [] });
  });

  it('shows what strace output becomes', () => {
    const [log = ''] = fenced('strace');
    const [block] = fenced('sock').filter((text) => text.includes('pid4243'));
    expect(read(log)).toEqual({ printed: block, faults: [] });
  });

  it('names every call and every query', () => {
    const missing = Object.keys(signatures).filter((call) => !new RegExp(`\\b${call}\\b`).test(documentation));
    expect(missing).toEqual([]);
  });

  it('names every control message and request that may be used', () => {
    const closed = [...constantLists['ioctl-request'], ...constantLists['fcntl-command'], 'SCM_RIGHTS', 'SO_RXQ_OVFL'];
    expect(closed.filter((name) => !documentation.includes(name))).toEqual([]);
  });
});
