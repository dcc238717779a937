import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatMermaid } from '../../src/graph/formats/index.ts';
import { selectGraph } from '../../src/graph/walks/index.ts';
import type { ConceptGraph } from '../../src/graph/index.ts';
import type { GraphSelection } from '../../src/graph/walks/index.ts';
import { labelOf } from '../../src/graph/formats/label.ts';
import { chromiumProgram, describeInChromium, quietChromium } from '../browser/chromium.ts';
import { hostileVault } from './hostile-vault.ts';
import { graphOf } from './temporary-graph.ts';

/** What Mermaid itself makes of a chart, in a page. */
interface Drawn {
  readonly kind: string;
  readonly labels: readonly string[];
  readonly edges: number;
  /** Elements that a title could have brought in. */
  readonly foreign: number;
}

const require = createRequire(import.meta.url);

describeInChromium('Mermaid, in a page', () => {
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumProgram, args: quietChromium });
    page = await browser.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('dialog', (dialog) => {
      faults.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.route('**', (route) => route.abort());
    await page.setContent('<!doctype html><meta charset="utf-8"><body></body>');
    await page.addScriptTag({ path: require.resolve('mermaid/dist/mermaid.min.js') });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
  });

  async function draw(graph: ConceptGraph): Promise<Drawn> {
    const chart = formatMermaid(graph);
    if (!('text' in chart)) throw new Error(chart.tooLarge);
    return await page.evaluate<Drawn>(drawing(chart.text));
  }

  /** A program for the page, as text: TypeScript knows no document here. */
  function drawing(text: string): string {
    return `(async (text) => {
      mermaid.initialize({ startOnLoad: false });
      const { diagramType } = await mermaid.parse(text);
      const { svg } = await mermaid.render('chart', text);
      document.body.innerHTML = svg;
      const nodes = [...document.querySelectorAll('g.node')].sort((a, b) => number(a) - number(b));
      function number(node) { return Number(/-n(\\d+)-\\d+$/.exec(node.id)?.[1] ?? -1); }
      return {
        kind: diagramType,
        labels: nodes.map((node) => node.textContent.trim()),
        edges: document.querySelectorAll('path.flowchart-link').length,
        foreign: document.querySelectorAll('svg :is(script, img, a, iframe, i, b, em, strong, code, li)').length,
      };
    })(${JSON.stringify(text).replaceAll('<', '\\u003c')})`;
  }

  async function check(graph: ConceptGraph, selection: GraphSelection): Promise<void> {
    const part = selectGraph(graph, selection);
    const drawn = await draw(part);
    const squeeze = (label: string) => label.replace(/\s+/g, ' ').trim();
    expect(drawn.kind).toMatch(/^flowchart/);
    expect(drawn.labels.map(squeeze)).toEqual(part.nodes.map(({ title }) => squeeze(labelOf(title, 40))));
    expect({ edges: drawn.edges, foreign: drawn.foreign, faults }).toEqual({
      edges: part.edges.length,
      foreign: 0,
      faults: [],
    });
  }

  const hostile = graphOf(hostileVault());

  it('draws hostile titles as the texts that they are, and runs nothing', () =>
    check(hostile, { kinds: new Set(['note', 'unresolved']), types: new Set(['requires', 'links', 'contrasts']) }));
  it('draws every kind of node and type of edge', () =>
    check(
      graphOf({
        'a.md':
          '---\ntags: [t/u]\nrequires: "[[b]]"\n---\n# S\n![[p.png]] [[b#H]] [[gone]] [x](https://x.org)\nWhat is [[b]]? :: It.\n  experiment:: e',
        'b.md': '---\ncontrasts: "[[a]]"\nup: "[[a]]"\n---\n# H',
        'experiments/e.md': '---\ndecides: [a, b, c]\n---\n```sock\nsocket(AF_INET, SOCK_DGRAM, 0) = s\n```',
        'p.png': '',
      }),
      {},
    ));
});
