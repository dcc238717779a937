import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { renderGraphPage } from '../../src/graph/page/index.ts';
import type { PageData } from '../../src/graph/page/client/page-data.ts';
import { largeInput } from './large-map.ts';
import { sampleInput } from './sample-vault.ts';
import { pageInput, pageOf } from './vault-page.ts';

/** The data of a page, as its script reads them. */
export function dataOf(page: string): PageData {
  const json = /<script type="application\/json" id="data">([^]*?)<\/script>/.exec(page)?.[1] ?? '';
  // Written by pack-page.ts.
  return JSON.parse(json) as PageData;
}

/** Titles of the nodes, by kind. */
function titles({ nodes }: PageData): Record<string, string[]> {
  const kinds = ['note', 'experiment', 'unresolved', 'section', 'card', 'tag', 'attachment', 'external'];
  const found: Record<string, string[]> = {};
  nodes.title.forEach((title, at) => (found[kinds[nodes.kind[at] ?? 0] ?? ''] ??= []).push(title));
  return found;
}

describe('the page of a concept graph', () => {
  it('is the same, byte for byte, for the same vault', () => {
    expect(renderGraphPage(sampleInput())).toBe(renderGraphPage(sampleInput()));
  });

  it('holds one script besides its data, named by hash in a policy that allows no other', () => {
    const page = renderGraphPage(sampleInput());
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'sha256-[A-Za-z0-9+/]{43}='; style-src 'unsafe-inline'; img-src data:; media-src data:; base-uri 'none'; form-action 'none'$/,
    );
    expect(page.match(/<script\b/g)).toHaveLength(2);
    expect(page).not.toMatch(/\b(src|href)="https?:/);
  });

  it('links the modules of its script so that no two names clash', () => {
    const page = pageOf({});
    const script = /<script>([^]*?)<\/script>/.exec(page)?.[1] ?? '';
    expect(() => new Script(script)).not.toThrow();
    expect(script).not.toMatch(/^(import|export)\b/m);
  });

  it('keeps every character of a title within its data, whatever HTML makes of it', () => {
    const hostile = ['</script>', '<!--', '<script>', 'a\u2028b\u2029c', '"\'`${}', ']]>', '\u202E'];
    const page = pageOf(
      Object.fromEntries(hostile.map((title, at) => [`${at}.md`, `---\ntitle: ${JSON.stringify(title)}\n---\nx`])),
      '</title><script>',
    );
    expect(titles(dataOf(page))['note']).toEqual(hostile);
    expect(page).toContain('<title>&#60;/title&#62;&#60;script&#62;: concept map</title>');
    expect(page.match(/<script\b/g)).toHaveLength(2);
    expect(page).not.toMatch(/[\u2028\u2029]/);
  });

  it('has an experiment and the note that is there only for it as one, called by the heading', () => {
    const found = titles(dataOf(renderGraphPage(sampleInput())));
    expect(found['experiment']).toEqual(['A letter to nobody']);
    expect(found['note']).not.toContain('to-nobody');
    expect(found['unresolved']).toEqual(['Checksum']);
  });

  it('gives a concept the verdict and state that need attention most, of what stands in it', () => {
    const { nodes } = dataOf(renderGraphPage(sampleInput()));
    const of = (title: string, column: readonly number[]) => column[nodes.title.indexOf(title)];
    // refuted, over-general, inconclusive, supported …; due, learning, new, known
    expect(['UDP', 'TCP', 'Port', 'Socket', 'A letter to nobody'].map((title) => of(title, nodes.verdict))).toEqual([
      0, 0, 1, -1, 3,
    ]);
    expect(['UDP', 'TCP'].map((title) => of(title, nodes.learning))).toEqual([0, -1]);
  });

  it('offers no colouring by what is not known', () => {
    const { hasVerdicts, hasLearning } = dataOf(pageOf({ 'a.md': 'text' }));
    expect({ hasVerdicts, hasLearning }).toEqual({ hasVerdicts: false, hasLearning: false });
  });

  it('shows whole notes up to 2,000, and 200 characters of each past that', () => {
    const few = dataOf(renderGraphPage(largeInput(60, 100)));
    expect(few.excerpts).toBe(false);
    expect(few.texts[0]?.length).toBeGreaterThan(300);
    const input = largeInput(60, 100);
    const many = dataOf(renderGraphPage({ ...input, notes: Array.from({ length: 35 }, () => input.notes).flat() }));
    expect(many.excerpts).toBe(true);
    expect(many.texts[0]).toMatch(/^<p>.{199,200}…<\/p>$/);
  });

  it('carries a ladder’s style once, however many ladders there are', () => {
    const input = sampleInput();
    const twice = renderGraphPage({
      ...input,
      experiments: input.experiments.flatMap((each) => [each, { ...each, id: 'b' }]),
    });
    expect(twice.match(/\.sockrates-ladder text\{/g)).toHaveLength(1);
    expect(dataOf(twice).experiments[0]?.ladder).not.toContain('<style>');
  });

  it('links notes to each other within the page, and keeps other addresses', () => {
    const html = Object.values(
      dataOf(renderGraphPage(pageInput({ 'a b/c#d.md': 'x', 'e.md': '[[c#d]] [[gone]] [web](https://x.test)' }))).texts,
    ).join('');
    expect(html).toContain('href="#?c"'.replace('?c', encodeURIComponent('?c')));
    expect(html).toContain(`href="#${encodeURIComponent('?gone')}"`);
    expect(html).toContain('href="https://x.test"');
  });
});
