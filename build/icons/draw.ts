import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from '../screens/stage.ts';
import { icns, ico, type Picture } from './containers.ts';

const HERE = import.meta.dirname;
const SIZES = [16, 32, 48, 64, 128, 256, 512, 1024];

/** `node build/icons/draw.ts`: every icon file anew from `latchkey.svg`, after that was changed. */
async function main(): Promise<void> {
  const svg = await readFile(join(HERE, 'latchkey.svg'), 'utf8');
  const pictures: Picture[] = [];
  await using browser = await launchBrowser();
  for (const pixels of SIZES) {
    const page = await browser.newPage({ viewport: { width: pixels, height: pixels } });
    await page.setContent(
      `<style>html,body{margin:0;background:transparent}svg{display:block}</style>${svg}`,
    );
    pictures.push({ pixels, png: await page.screenshot({ omitBackground: true }) });
    await page.close();
  }
  await mkdir(join(HERE, 'linux'), { recursive: true });
  for (const { pixels, png } of pictures.filter((picture) => picture.pixels <= 512))
    await writeFile(join(HERE, 'linux', `${pixels}x${pixels}.png`), png);
  await writeFile(join(HERE, 'latchkey.ico'), ico(pictures.filter(({ pixels }) => pixels <= 256)));
  await writeFile(join(HERE, 'latchkey.icns'), icns(pictures));
}

await main();
