import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';

/** Writes the committed pictures anew instead of comparing them: `SOCKRATES_UPDATE_PICTURES=1`. */
const update = process.env['SOCKRATES_UPDATE_PICTURES'] === '1';
/** Where the pictures of this run are left, to be looked at. */
const folder = process.env['SOCKRATES_PICTURES'];

/**
 * Takes a picture of a page and compares it with the one that is committed, both drawn small, so that fonts of another
 * machine don't count and everything larger does.
 * @returns the share of points, of 100 in a row, that differ by more than a shade
 */
export async function differenceFrom(committed: string, page: Page, browser: Browser): Promise<number> {
  const taken = await page.screenshot();
  if (folder !== undefined) writeFileSync(path.join(folder, path.basename(committed)), taken);
  if (update) writeFileSync(committed, taken);
  if (!existsSync(committed)) return 1;
  const judge = await browser.newPage();
  try {
    return await judge.evaluate(
      async ([a = '', b = '']) => {
        const read = async (address: string): Promise<Uint8ClampedArray> => {
          const image = new Image();
          image.src = address;
          await image.decode();
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [100, Math.round((100 * image.naturalHeight) / image.naturalWidth)];
          const context = canvas.getContext('2d');
          if (context === null) return new Uint8ClampedArray();
          context.imageSmoothingQuality = 'high';
          context.drawImage(image, 0, 0, canvas.width, canvas.height);
          return context.getImageData(0, 0, canvas.width, canvas.height).data;
        };
        const [one, other] = [await read(a), await read(b)];
        if (one.length !== other.length || one.length === 0) return 1;
        let different = 0;
        for (let at = 0; at < one.length; at += 4) {
          const distance = [0, 1, 2].map((channel) => Math.abs((one[at + channel] ?? 0) - (other[at + channel] ?? 0)));
          // Letters that another font sets otherwise are fainter than that, drawn small.
          if (Math.max(...distance) > 40) different++;
        }
        return different / (one.length / 4);
      },
      [taken, readFileSync(committed)].map((bytes) => `data:image/png;base64,${bytes.toString('base64')}`),
    );
  } finally {
    await judge.close();
  }
}
