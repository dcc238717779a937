import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults, RunOptions } from 'axe-core';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromiumProgram, quietChromium } from './chromium.ts';

export interface OpenedPage {
  readonly page: Page;
  /** What the page said on its console, threw, asked, or wanted from the network. */
  readonly seen: readonly string[];
}

export interface MapBrowser {
  readonly browser: Browser;
  /** Opens a page from a file, with the network off; nothing moves by itself. */
  open(html: string, options?: BrowserContextOptions, hash?: string): Promise<OpenedPage>;
  close(): Promise<void>;
}

const desk = { width: 1200, height: 800 } as const;
export const phone = { width: 400, height: 800 } as const;

export async function launchMapBrowser(): Promise<MapBrowser> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-map-'));
  const browser = await chromium.launch({ executablePath: chromiumProgram, args: quietChromium });
  let files = 0;
  return {
    browser,
    async open(html, options = {}, hash = '') {
      const file = path.join(folder, `page-${files++}.html`);
      writeFileSync(file, html);
      const address = pathToFileURL(file).href;
      const context = await browser.newContext({ viewport: desk, offline: true, reducedMotion: 'reduce', ...options });
      const page = await context.newPage();
      const seen: string[] = [];
      page.on('console', (message) => seen.push(`console: ${message.text()}`));
      page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
      page.on('dialog', (dialog) => {
        seen.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('request', (request) => {
        if (!request.url().startsWith('data:') && request.url().replace(/#.*$/s, '') !== address)
          seen.push(`request: ${request.url()}`);
      });
      await page.goto(address + hash);
      return { page, seen };
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let axe: string | undefined;

/** The faults that axe-core calls serious or critical, by rule and place. */
export async function faultsOf(page: Page): Promise<string[]> {
  axe ??= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axe);
  const results = await page.evaluate(async () => {
    // axe-core's own script, evaluated above, leaves itself here.
    const { axe } = window as unknown as { axe: { run: (options: RunOptions) => Promise<AxeResults> } };
    return axe.run({ resultTypes: ['violations'] });
  });
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${String(target)}`));
}

/** A small picture of the map, to see whether it changed. */
function picture(page: Page): Promise<string> {
  // Two frames: what was asked for in the first is drawn in the second.
  return page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const map = document.querySelector('canvas');
    const small = document.createElement('canvas');
    [small.width, small.height] = [240, 150];
    if (map !== null) small.getContext('2d')?.drawImage(map, 0, 0, small.width, small.height);
    return small.toDataURL();
  });
}

/** Waits until the map rests, and gives a small picture of it. */
export async function restOf(page: Page): Promise<string> {
  let before = '';
  for (let now = await picture(page); now !== before; now = await picture(page)) {
    before = now;
    // Longer than the map waits before it draws all its lines.
    await page.waitForTimeout(160);
  }
  return before;
}
