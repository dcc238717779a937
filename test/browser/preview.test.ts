import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderPreview } from '../../src/decks/index.ts';
import { cardOf, clozeOf, gather, textField, vaultOf } from '../decks/html-field.ts';
import { chromiumProgram, describeInChromium, quietChromium } from './chromium.ts';

/** A folder for pictures of the cards, to look at after a change of their style. */
const pictures = process.env['SOCKRATES_PICTURES'];

const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-browser-'));
const file = path.join(folder, 'preview.html');
let browser: Browser;

function rich(front: string, back: string) {
  const { Back } = cardOf(back).fields;
  return cardOf(back, {
    fields: { Front: textField(front), ...(Back === undefined ? {} : { Back }), Hint: textField('a hint') },
  });
}

/** Two cards of each of our types, with everything that could be too wide or too pale. */
const cards = [
  rich(
    'Wide?',
    `| ${'column | '.repeat(12)}\n|${'---|'.repeat(12)}\n| ${'`MSG_TRUNC` | '.repeat(12)}\n\n![[wide.svg]]`,
  ),
  rich(
    'x'.repeat(120),
    `\`${'a'.repeat(200)}\`\n\n\`\`\`c\nint main(void) { /* ${'long '.repeat(60)}*/ return "s"[0]; }\n#define X 1\n\`\`\``,
  ),
  cardOf('> [!note] Title\n> text `code`\n\n1. a\n   - b [[UDP]] https://x.org/y', {
    kind: 'basic-and-reversed',
    tags: ['a/b'],
  }),
  cardOf('<kbd>Ctrl</kbd> ==marked== ![](gone.png)', { kind: 'basic-and-reversed' }),
  clozeOf(`~~one~~ and ~~${'y'.repeat(150)}~~ with $${'\\alpha'.repeat(60)}$`),
  clozeOf('```python\nimport socket  # comment\n```\n\n~~gap~~', {}, 'which?'),
  cardOf('`ECONNREFUSED`', { kind: 'type-in', accept: ['111'] }),
  cardOf('z'.repeat(150), { kind: 'type-in' }),
];
const wide =
  '<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="100"><rect width="2000" height="100"/></svg>';

async function openPreview(width: number, seen: string[]): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  page.on('console', (message) => seen.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith('data:') && request.url() !== pathToFileURL(file).href) seen.push(request.url());
  });
  await page.goto(pathToFileURL(file).href);
  return page;
}

/** WCAG 2's contrast ratio of every text in the cards with what lies behind it; those below 4.5. */
function paleTexts(): string[] {
  const channels = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (color: string): number => {
    const [r = 0, g = 0, b = 0] = channels(color).map((value) => {
      const part = value / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element: Element | null): string => {
    for (let at = element; at !== null; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (channels(color)[3] !== 0) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  const pale = new Set<string>();
  for (const card of document.querySelectorAll('.card')) {
    const texts = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    while (texts.nextNode() !== null) {
      const element = texts.currentNode.parentElement;
      if (element === null || texts.currentNode.textContent?.trim() === '') continue;
      const [low = 0, high = 0] = [luminance(getComputedStyle(element).color), luminance(behind(element))].sort(
        (a, b) => a - b,
      );
      const ratio = (high + 0.05) / (low + 0.05);
      if (ratio < 4.5) pale.add(`${card.className} ${element.tagName}.${element.className}: ${ratio.toFixed(2)}`);
    }
  }
  return [...pale];
}

function tests(): void {
  beforeAll(async () => {
    const vault = vaultOf({}, ['wide.svg']);
    const { deck } = gather(cards, { vault, readAttachment: () => new TextEncoder().encode(wide) });
    writeFileSync(file, renderPreview(deck, { title: 'Preview' }));
    browser = await chromium.launch({ executablePath: chromiumProgram, args: quietChromium });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([380, 1200])('fits a screen of %i pixels, and loads and says nothing', async (width) => {
    const seen: string[] = [];
    const page = await openPreview(width, seen);
    for (const choice of ['both', 'day', 'night']) {
      await page.click(`label[for=${choice}]`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      // The page hides what is too wide for a card, so ask the cards, too; tables scroll by themselves.
      const tooWide = await page.evaluate(() =>
        [...document.querySelectorAll('.card')]
          .filter((card) => card.scrollWidth > card.clientWidth + 1)
          .map((card) => card.innerHTML),
      );
      expect(tooWide).toEqual([]);
      if (pictures !== undefined)
        await page.screenshot({ path: path.join(pictures, `${choice}-${width}.png`), fullPage: true });
    }
    expect(seen).toEqual([]);
    await page.close();
  });

  it('shows day, night or both without script', async () => {
    const page = await openPreview(1200, []);
    const visible = () =>
      page.locator('.card:visible').evaluateAll((found) => found.map((card) => card.classList.contains('nightMode')));
    const both = (await visible()).length;
    await page.click('label[for=night]');
    expect(new Set(await visible())).toEqual(new Set([true]));
    expect((await visible()).length).toBe(both / 2);
    await page.click('label[for=day]');
    expect(new Set(await visible())).toEqual(new Set([false]));
    await page.close();
  });

  it('opens a hint by a tap, on the question side only', async () => {
    const page = await openPreview(380, []);
    const sheet = page.locator('.sheet').first();
    await expect.poll(() => sheet.locator('.hint:visible').count()).toBe(2);
    await sheet.locator('summary:visible').first().click();
    expect(await sheet.getByText('a hint').first().isVisible()).toBe(true);
    await page.close();
  });

  it('can be read by day and by night', async () => {
    const page = await openPreview(1200, []);
    expect(await page.evaluate(paleTexts)).toEqual([]);
    await page.close();
  });
}

describeInChromium('the preview in a browser', tests);
