import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderGraphPage } from '../../src/graph/index.ts';
import { sampleInput } from '../graph-page/sample-vault.ts';
import { chromiumProgram, describeInChromium, quietChromium } from './chromium.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-map-'));
let browser: Browser;
let files = 0;

interface OpenedPage {
  readonly page: Page;
  /** What the page said on its console, threw, or asked the network for. */
  readonly seen: readonly string[];
}

const desk = { width: 1600, height: 1000 };

/** Opens a page from a file, with the network off; nothing may move by itself while it is looked at. */
async function openPage(html: string, options: BrowserContextOptions = {}): Promise<OpenedPage> {
  const file = path.join(folder, `page-${files++}.html`);
  writeFileSync(file, html);
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
    if (!request.url().startsWith('data:') && request.url() !== pathToFileURL(file).href)
      seen.push(`request: ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  return { page, seen };
}

const title = (page: Page) => page.locator('#panel-title').textContent();

function tests(): void {
  const sample = renderGraphPage(sampleInput());
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumProgram, args: quietChromium });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('opens from a file with the network off, and says and loads nothing', async () => {
    const { page, seen } = await openPage(sample);
    await page.locator('#map').click({ position: { x: 5, y: 5 } });
    expect(await page.title()).toBe('Sockets: concept map');
    expect(seen).toEqual([]);
  });

  it('finds a concept by a word of its alias, and opens its note', async () => {
    const { page, seen } = await openPage(sample);
    await page.locator('#search').fill('datagram prot');
    expect(await page.locator('#found [role=option]').allTextContents()).toEqual(['UDPnote']);
    await page.keyboard.press('Enter');
    expect(await title(page)).toBe('UDP');
    expect(await page.locator('.note').textContent()).toContain('adds ports');
    expect(seen).toEqual([]);
  });

  it('leads by clicks from a concept to a card, its answer, and the ladder of its experiment', async () => {
    const { page, seen } = await openPage(sample);
    await page.locator('#search').fill('udp');
    await page.keyboard.press('Enter');
    const card = page.locator('.cards .fold').first();
    expect(await card.locator('.answer').isVisible()).toBe(false);
    await card.locator('summary').first().click();
    expect(await card.locator('.answer').textContent()).toContain('Nothing.');
    await card.locator('.experiment summary').first().click();
    expect(await card.locator('.ladder svg').getAttribute('role')).toBe('img');
    expect(seen).toEqual([]);
  });
}

describeInChromium('the concept map in a browser', tests);
