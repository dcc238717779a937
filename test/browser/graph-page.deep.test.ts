import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderGraphPage } from '../../src/graph/page/index.ts';
import { largeInput } from '../graph-page/large-map.ts';
import { sampleInput } from '../graph-page/sample-vault.ts';
import { describeInChromium } from './chromium.ts';
import { percentile95, traceFrames } from './frame-times.ts';
import { faultsOf, launchMapBrowser, restOf, type MapBrowser } from './open-map.ts';
import { differenceFrom } from './pictures.ts';

const nextFrame = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

async function panAndZoom(page: Page): Promise<void> {
  await page.mouse.move(500, 500);
  await page.mouse.down();
  for (let step = 0; step < 60; step++) {
    await page.mouse.move(500 + step * 4, 500 + (step % 20) * 3);
    await nextFrame(page);
  }
  await page.mouse.up();
  for (let step = 0; step < 60; step++) {
    await page.mouse.wheel(0, step < 30 ? -60 : 60);
    await nextFrame(page);
  }
  // All lines come back, portion by portion.
  await page.waitForTimeout(1500);
}

function tests(): void {
  let map: MapBrowser;
  beforeAll(async () => {
    map = await launchMapBrowser();
  }, 60_000);
  afterAll(() => map.close());

  it.each(['nothing', 'the concept that most link to'])(
    'pans and zooms 2,000 concepts with 10,000 links within half a frame, without a long task, with %s selected',
    async (selected) => {
      const page2000 = renderGraphPage(largeInput(2000, 10_000));
      const { page, seen } = await map.open(page2000, { viewport: { width: 1600, height: 1000 } });
      if (selected !== 'nothing') {
        await page.locator('#search').fill('concept number 0');
        await page.keyboard.press('Enter');
      }
      await restOf(page);
      const runs: { readonly frame: number; readonly task: number }[] = [];
      for (let run = 0; run < 3; run++) {
        const { frames, tasks } = await traceFrames(map.browser, page, () => panAndZoom(page));
        expect(frames.length).toBeGreaterThan(100);
        runs.push({ frame: percentile95(frames), task: tasks[0] ?? 0 });
      }
      // In milliseconds; a task is long from 50 on. What else runs on the machine only adds to them: the best of three tells.
      expect(Math.min(...runs.map(({ frame }) => frame))).toBeLessThan(8);
      expect(Math.min(...runs.map(({ task }) => task))).toBeLessThan(50);
      expect(seen).toEqual([]);
    },
  );

  it('opens 10,000 notes with 100,000 links, in every script of the world, from a page under 5 MB', async () => {
    const input = largeInput(10_000, 100_000);
    const text = '套接字是通信的端点。'.repeat(60);
    const heavy = renderGraphPage({
      ...input,
      notes: input.notes.map(({ node }) => ({ node, html: `<p>${text}</p>`, text })),
      cards: Array.from({ length: 5 }, () => input.cards).flat(),
      experiments: Array.from({ length: 400 }, (_, at) => ({
        id: `e${at}`,
        concepts: input.order.steps.slice(at, at + 1).flatMap(({ concepts }) => concepts),
        question: 'What does the kernel say?',
        text: 'socket(AF_INET, SOCK_DGRAM, 0) = s\n'.repeat(20),
        ladderSvg: `<svg xmlns="http://www.w3.org/2000/svg">${'<g/>'.repeat(2000)}</svg>`,
      })),
    });
    expect(Buffer.byteLength(heavy)).toBeLessThan(5_000_000);
    const { page, seen } = await map.open(heavy);
    await page.locator('#search').fill('concept number 77');
    await page.keyboard.press('Enter');
    expect(await page.locator('.note').textContent()).toMatch(/^套接字.*…$/);
    expect(await page.locator('.cards .quiet').textContent()).toContain('would make this page too large');
    await restOf(page);
    await page.locator('#view-list').click();
    await page.locator('#list section').first().waitFor();
    expect(seen).toEqual([]);
  });
}

/** Of pictures: letters of other fonts stay below it; a panel, a theme or a layout that is lost is far above. */
const mostDifference = 0.005;

function pictureTests(): void {
  const sample = renderGraphPage(sampleInput());
  let map: MapBrowser;
  beforeAll(async () => {
    map = await launchMapBrowser();
  }, 60_000);
  afterAll(() => map.close());

  it.each([
    { name: 'map-1600', width: 1600, height: 1000, scheme: 'light', open: false },
    { name: 'panel-1600', width: 1600, height: 1000, scheme: 'dark', open: true },
    { name: 'map-400', width: 400, height: 800, scheme: 'dark', open: false },
    { name: 'panel-400', width: 400, height: 800, scheme: 'light', open: true },
  ] as const)('looks as in its committed picture: $name', async ({ name, width, height, scheme, open }) => {
    const { page } = await map.open(sample, { viewport: { width, height }, colorScheme: scheme });
    if (open) {
      await page.locator('#search').fill('udp');
      await page.keyboard.press('Enter');
      await page.locator('.cards .fold summary').first().click();
      await page.locator('.cards .fold .experiment summary').first().click();
      await page.locator('.ladder svg').first().waitFor();
    }
    await restOf(page);
    const committed = new URL(`pictures/${name}.png`, import.meta.url);
    expect(await differenceFrom(fileURLToPath(committed), page, map.browser)).toBeLessThan(mostDifference);
  });

  // Notes grow: the pictures show their map as it was at the last release, and the map must still look like one.
  it.each([
    { name: 'graph.png', width: 1600, height: 1000 },
    { name: 'graph-phone.png', width: 400, height: 800 },
  ])('looks about as in its picture in docs: $name', async ({ name, width, height }) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-map-'));
    try {
      const file = path.join(folder, 'map.html');
      execFileSync(process.execPath, ['dist/cli/main.js', 'graph', 'notes', '--format', 'html', '--out', file]);
      const { page, seen } = await map.open(readFileSync(file, 'utf8'), { viewport: { width, height } });
      await restOf(page);
      expect(await differenceFrom(path.resolve('docs', name), page, map.browser)).toBeLessThan(0.2);
      expect(await faultsOf(page)).toEqual([]);
      expect(seen).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

describeInChromium('the concept map in pictures', pictureTests);
describeInChromium('the concept map of a large vault in a browser', tests);
