import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderGraphPage } from '../../src/graph/page/index.ts';
import { sampleInput } from '../graph-page/sample-vault.ts';
import { pageOf } from '../graph-page/vault-page.ts';
import { describeInChromium } from './chromium.ts';
import { faultsOf, launchMapBrowser, phone, restOf, type MapBrowser } from './open-map.ts';

const title = (page: Page) => page.locator('#panel-title').textContent();

async function search(page: Page, words: string): Promise<void> {
  await page.locator('#search').fill(words);
  await page.keyboard.press('Enter');
}

/** Chips of one of the panel's lists. */
function related(page: Page, heading: string): Promise<string[]> {
  return page
    .locator('.relation', { has: page.locator(`text="${heading}"`) })
    .locator('.chip')
    .allTextContents();
}

/** In the sample UDP is alone in its folder, which has the second colour. */
const udpColour = [0xcc, 0x66, 0x77] as const;

/** Where on the screen the map has a dot of that colour: its middle. */
async function dotOf(page: Page, colour: readonly number[]): Promise<[number, number]> {
  await restOf(page);
  const place = await page.evaluate(([red, green, blue]) => {
    const canvas = document.querySelector('canvas');
    const context = canvas?.getContext('2d');
    if (canvas === null || context === null || context === undefined) return undefined;
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let [x, y, count] = [0, 0, 0];
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] !== red || data[at + 1] !== green || data[at + 2] !== blue) continue;
      x += (at / 4) % canvas.width;
      y += Math.floor(at / 4 / canvas.width);
      count++;
    }
    const box = canvas.getBoundingClientRect();
    const ratio = canvas.width / box.width;
    return count === 0 ? undefined : { x: box.x + x / count / ratio, y: box.y + y / count / ratio };
  }, colour);
  if (place === undefined) throw new Error('no dot of that colour');
  return [place.x, place.y];
}

/** Two fingers move apart. */
async function pinch(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: number) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints:
        type === 'touchEnd'
          ? []
          : [
              { x: 700 - apart, y: 500, id: 1 },
              { x: 700 + apart, y: 500, id: 2 },
            ],
    });
  await send('touchStart', 40);
  for (const apart of [60, 80, 100]) await send('touchMove', apart);
  await send('touchEnd', 0);
}

/** Names in the list, without their groups. */
function listed(page: Page): Promise<string[]> {
  return page.locator('#list li button').allTextContents();
}

function tests(): void {
  const sample = renderGraphPage(sampleInput());
  let map: MapBrowser;
  beforeAll(async () => {
    map = await launchMapBrowser();
  }, 60_000);
  afterAll(() => map.close());

  it('opens from a file with the network off, and says and loads nothing', async () => {
    const { page, seen } = await map.open(sample);
    expect(await page.title()).toBe('Sockets: concept map');
    await page.locator('#map').click({ position: { x: 5, y: 5 } });
    await restOf(page);
    expect(seen).toEqual([]);
  });

  it('finds a concept by words of its alias, and opens its note', async () => {
    const { page, seen } = await map.open(sample);
    await page.keyboard.press('/');
    await page.keyboard.type('datagram prot');
    expect(await page.locator('#found [role=option]').allTextContents()).toEqual(['UDPnote']);
    await page.keyboard.press('Enter');
    expect(await title(page)).toBe('UDP');
    expect(await page.locator('.note').textContent()).toContain('adds ports');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('panel-title');
    await page.locator('#search').fill('nothing has this name');
    expect(await page.locator('#found').textContent()).toBe('Nothing is called that.');
    expect(seen).toEqual([]);
  });

  it('leads by clicks from a dot to a card, its folded answer, and the ladder of its experiment', async () => {
    const { page, seen } = await map.open(sample);
    await page.mouse.click(...(await dotOf(page, udpColour)));
    expect(await title(page)).toBe('UDP');
    const card = page.locator('.cards .fold').first();
    expect(await card.locator('.answer').isVisible()).toBe(false);
    await card.locator('summary').first().click();
    expect(await card.locator('.answer').textContent()).toContain('Nothing.');
    await card.locator('.experiment summary').first().click();
    await card.locator('.ladder svg').waitFor({ timeout: 5000 });
    expect(await card.locator('.ladder svg').textContent()).toContain('sendto');
    await card.locator('.enlarge').click();
    expect(await page.locator('#large .ladder svg').isVisible()).toBe(true);
    expect(seen).toEqual([]);
  });

  it('says what a concept needs, leads to, is contrasted with, and what the kernel said of it', async () => {
    const { page } = await map.open(sample, {}, `#${encodeURIComponent('datagram/UDP.md')}`);
    expect(await related(page, 'Needs first')).toEqual(['Socket', 'Port']);
    expect(await related(page, 'Not to be confused with')).toEqual(['TCP']);
    expect(await page.locator('.claims').textContent()).toContain('supported loss: silent');
    expect(await page.locator('.facts').first().textContent()).toBe(
      'note · step 4 of 4 · also: User Datagram Protocol',
    );
    await page.locator('.note a.concept', { hasText: 'Checksum' }).click();
    expect(await title(page)).toBe('Checksum');
    expect(await page.locator('#panel-body').textContent()).toContain('Nobody has written this note yet');
  });

  it('moves by mouse, wheel, fingers, buttons and keys', async () => {
    const { page, seen } = await map.open(sample, { hasTouch: true });
    let before = await restOf(page);
    const changes = async (way: string, act: () => Promise<unknown>) => {
      await act();
      const after = await restOf(page);
      expect([way, after !== before]).toEqual([way, true]);
      before = after;
    };
    await changes('drag', async () => {
      await page.mouse.move(300, 700);
      await page.mouse.down();
      await page.mouse.move(380, 640, { steps: 4 });
      await page.mouse.up();
    });
    await changes('wheel', () => page.mouse.wheel(0, -200));
    await changes('pinch', () => pinch(page));
    await changes('zoom in', () => page.locator('#zoom-in').click());
    await changes('zoom out', () => page.locator('#zoom-out').click());
    await changes('show all', () => page.locator('#zoom-fit').click());
    await page.locator('#map').focus();
    before = await restOf(page);
    for (const key of ['ArrowLeft', 'ArrowDown', '+', '-', '0']) await changes(key, () => page.keyboard.press(key));
    expect(await page.locator('#panel').isVisible()).toBe(false);
    expect(seen).toEqual([]);
  });

  it('is used by keys alone: walk, open, focus, step on, and back out', async () => {
    const { page, seen } = await map.open(sample);
    await page.locator('#map').focus();
    await page.keyboard.press('n');
    expect(await title(page)).toBe('Socket');
    expect(await page.locator('#said').textContent()).toBe('Socket, note, step 1 of 4. Needs 0 first, leads to 2.');
    await page.keyboard.press('Shift+ArrowRight');
    expect(await title(page)).not.toBe('Socket');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('panel-title');
    await page.keyboard.press('p');
    await page.keyboard.press('f');
    expect(await page.locator('#focus').getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('Escape');
    expect(await page.locator('#focus').getAttribute('aria-pressed')).toBe('false');
    await page.keyboard.press('Escape');
    expect(await page.locator('#panel').isVisible()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('map');
    await page.keyboard.press('?');
    expect(await page.locator('#help').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.locator('#help').isVisible()).toBe(false);
    expect(seen).toEqual([]);
  });

  it('shows in focus only what a concept needs, builds on and is contrasted with, as deep as asked', async () => {
    const { page } = await map.open(sample);
    await search(page, 'tcp');
    await page.locator('#focus').click();
    await page.keyboard.press('l');
    expect(await listed(page)).toEqual(['Socket', 'Port', 'TCP', 'UDP']);
    await page.locator('#depth').selectOption('1');
    expect(await listed(page)).toEqual(['Port', 'TCP', 'UDP']);
    await page.locator('#focus').click();
    expect(await listed(page)).toEqual(['Socket', 'Port', 'TCP', 'UDP', 'A letter to nobody', 'Checksum']);
  });

  it('filters by kinds and by relations', async () => {
    const { page } = await map.open(sample);
    const box = (name: string) => page.locator('#filters label', { hasText: name }).locator('input');
    const before = await restOf(page);
    await page.locator('#filters summary').click();
    await box('needed for').uncheck();
    const withoutArrows = await restOf(page);
    expect(withoutArrows).not.toBe(before);
    await box('tags').check();
    await page.locator('#view-list').click();
    expect(await listed(page)).toContain('#transport');
    await page.locator('#filters summary').click();
    await box('experiments').focus();
    await page.keyboard.press('Space');
    expect(await box('experiments').evaluate((one) => one === document.activeElement)).toBe(true);
    await box('not written yet').uncheck();
    expect(await listed(page)).toEqual(['Socket', 'Port', 'TCP', 'UDP', '#cloze', '#transport']);
  });

  it('colours by kind, folder, verdict and learning state, and says in the legend what it means', async () => {
    const { page } = await map.open(sample);
    const legend = async (by: string) => {
      await page.locator('#colour').selectOption(by);
      return page.locator('#legend-rows bdi').allTextContents();
    };
    expect(await page.locator('#colour option').allTextContents()).toEqual(['folder', 'kind', 'verdict', 'learning']);
    expect(await legend('topic')).toEqual(['basics', 'datagram', 'stream', 'experiments', 'not written yet']);
    expect(await legend('kind')).toEqual(['notes', 'experiments', 'not written yet']);
    expect(await legend('verdict')).toEqual(['refuted', 'over-general', 'supported', 'nothing verified']);
    expect(await legend('learning')).toEqual(['due', 'no cards']);
    const plain = await map.open(pageOf({ 'a.md': '# A' }));
    expect(await plain.page.locator('#colour option').allTextContents()).toEqual(['kind']);
  });

  it('has a list with headings, in study order, from which a concept opens', async () => {
    const { page } = await map.open(sample);
    await page.locator('#view-list').click();
    expect(await page.locator('#list h2').allTextContents()).toEqual([
      'Start here: needs nothing first1',
      'After 1 step1',
      'After 2 steps2',
      'Experiments1',
      'Not written yet1',
    ]);
    await page.locator('#list li button', { hasText: 'Port' }).click();
    expect(await title(page)).toBe('Port');
    expect(await page.locator('#list [aria-current=true]').textContent()).toBe('Port');
  });

  it.each(['light', 'dark'] as const)(
    'has no serious fault for axe-core, %s, in map, panel, list and help',
    async (colorScheme) => {
      const { page } = await map.open(sample, { colorScheme });
      expect(await page.evaluate(() => document.documentElement.className)).toBe(colorScheme);
      expect(await faultsOf(page)).toEqual([]);
      await search(page, 'udp');
      await page.locator('.cards .fold summary').first().click();
      await page.locator('.cards .fold .experiment summary').first().click();
      await page.locator('#filters summary').click();
      expect(await faultsOf(page)).toEqual([]);
      await page.locator('#view-list').click();
      expect(await faultsOf(page)).toEqual([]);
      await page.locator('#help-open').click();
      expect(await faultsOf(page)).toEqual([]);
    },
  );

  it('changes between light and dark, and keeps the choice', async () => {
    const { page } = await map.open(sample);
    const before = await restOf(page);
    await page.locator('#theme').click();
    expect(await restOf(page)).not.toBe(before);
    await page.reload();
    expect(await page.evaluate(() => document.documentElement.className)).toBe('dark');
  });

  it('fits a phone, with the panel below the map', async () => {
    const { page } = await map.open(sample, { viewport: phone, isMobile: true, hasTouch: true });
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBe(phone.width);
    await page.touchscreen.tap(...(await dotOf(page, udpColour)));
    expect(await title(page)).toBe('UDP');
    const panel = await page.locator('#panel').boundingBox();
    expect(panel).toMatchObject({ x: 0, width: phone.width });
    expect(panel?.y).toBeGreaterThan(200);
    expect(await width()).toBe(phone.width);
    expect(await faultsOf(page)).toEqual([]);
    await page.locator('#filters summary').click();
    const sheet = await page.locator('.sheet').boundingBox();
    expect((sheet?.x ?? -1) >= 0 && (sheet?.x ?? 0) + (sheet?.width ?? 0) <= phone.width).toBe(true);
  });

  it('prints the map, then all concepts as a list', async () => {
    const { page, seen } = await map.open(sample, { colorScheme: 'dark' });
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.byteLength).toBeGreaterThan(10_000);
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#map').isVisible()).toBe(true);
    expect(await page.locator('#list li:visible').count()).toBe(6);
    expect(await page.locator('.controls').isVisible()).toBe(false);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    expect(seen).toEqual([]);
  });

  it('never runs, nor stumbles over, what a hostile note calls itself and says', async () => {
    const hostile = [
      '</script><script>alert(1)</script>',
      '<!--<script>',
      '"><img src=x onerror=alert(1)>',
      "' onfocus='alert(1)' autofocus='",
      'line\u2028separator\u2029here',
      '\u202Egnp.exe\u202C \u2066right to left\u2069',
      '${alert(1)}`${alert(1)}`',
      '\\u003cscript\\u003e',
      '\uD800 alone',
      '   ',
      'x'.repeat(10_000),
    ];
    const notes = Object.fromEntries(
      hostile.map((name, index): [string, string] => [
        `folder ${index}/n${index}.md`,
        `---\ntitle: ${JSON.stringify(name)}\naliases: [${JSON.stringify(name)}]\n---\n${name}\n\n[[${name.replace(/[[\]|#\n]/g, '')}]] <iframe src="https://x.test"></iframe><style>*{display:none}</style>\n\n[x](javascript:alert(1))\n\nQ: ${name}\nA: <svg onload=alert(1)>\n`,
      ]),
    );
    const { page, seen } = await map.open(pageOf(notes, hostile[0]));
    await page.locator('#map').focus();
    for (let step = 1; step <= hostile.length; step++) {
      await page.keyboard.press('n');
      await page.evaluate(() => document.querySelectorAll('details').forEach((fold) => (fold.open = true)));
    }
    await page.keyboard.press('l');
    await page.locator('#search').fill('script');
    await restOf(page);
    expect(await page.locator('#list li').count()).toBeGreaterThanOrEqual(hostile.length);
    expect(await page.locator('#panel iframe, #panel script, #panel style, #panel svg[onload]').count()).toBe(0);
    expect(seen).toEqual([]);
  });

  it('opens an empty vault, and one of a single note that links to what nobody has written', async () => {
    const empty = await map.open(pageOf({}));
    await restOf(empty.page);
    await empty.page.locator('#view-list').click();
    expect(empty.seen).toEqual([]);
    const { page, seen } = await map.open(pageOf({ 'sockets.md': '[[UDP]] [[TCP]] [[a]] [[b]]' }));
    await restOf(page);
    await page.locator('#view-list').click();
    expect(await listed(page)).toEqual(['sockets', 'TCP', 'UDP', 'a', 'b']);
    expect(seen).toEqual([]);
  });
}

describeInChromium('the concept map in a browser', tests);
