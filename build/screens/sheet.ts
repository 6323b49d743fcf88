import type { Browser } from 'playwright-core';

/** One picture on the sheet. */
export interface Tile {
  readonly name: string;
  readonly jpeg: Buffer;
}

const COLUMNS = 6;
const WIDTH = 400;

/** All pictures of a round on one, with their names below: to be looked at whole. PNG. */
export async function contactSheet(browser: Browser, title: string, tiles: readonly Tile[]): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: COLUMNS * (WIDTH + 12) + 12, height: 400 } });
  const figures = tiles.map(
    ({ name, jpeg }) =>
      `<figure><img width="${WIDTH}" src="data:image/jpeg;base64,${jpeg.toString('base64')}"><figcaption>${name}</figcaption></figure>`,
  );
  await page.setContent(`<!doctype html><style>
    body { margin: 12px; font: 13px sans-serif; background: #777; color: #fff }
    main { display: grid; grid-template-columns: repeat(${COLUMNS}, ${WIDTH}px); gap: 12px }
    figure { margin: 0 } img { display: block; height: auto }
  </style><h1>${title}</h1><main>${figures.join('')}</main>`);
  const sheet = await page.screenshot({ fullPage: true });
  await page.close();
  return sheet;
}
