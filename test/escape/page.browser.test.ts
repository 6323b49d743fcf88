import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DESTINATIONS } from './attacks.ts';
import { type Hostile, hostile } from './hostile.ts';

/*
 * A hostile script in the page: it goes nowhere, opens nothing, takes nothing, and learns nothing. Each part has a kiosk of its
 * own, because a page that strays a fourth time in ten minutes is given up for one without scripts.
 */

/** The page is the kiosk's, and it is alive: the bridge answers. */
async function expectOurs(page: Hostile): Promise<void> {
  await expect.poll(() => page.kiosk.screen.url()).toMatch(/^https:\/\/localhost\/(#.*)?$/);
  await expect.poll(() => page.run('await window.latchkey.send({ type: "ready" })')).toBe('done');
  expect(page.kiosk.windows()).toBe(1);
  expect(page.listener.heard).toEqual([]);
}

describe('goes nowhere', () => {
  const page = hostile();

  test.each(DESTINATIONS)('by location to %s', async (url) => {
    await page.run(`location.href = '${url}'`);
    await page.settle();
    await expectOurs(page);
  });
});

describe('goes nowhere by what a page is made of', () => {
  const page = hostile();

  test('by a link, a refresh, the history or a base', async () => {
    for (const script of [
      `const a = Object.assign(document.createElement('a'), { href: 'URL' }); document.body.append(a); a.click()`,
      `const m = Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: '0;url=URL' }); document.head.append(m)`,
      `history.back(); history.go(-5)`,
      `const b = Object.assign(document.createElement('base'), { href: 'URL' }); document.head.append(b)`,
      `await navigation.navigate('URL').finished`,
      `document.open(); document.write('x'); document.close()`,
    ]) {
      await page.run(script);
      await page.settle();
    }
    await page.kiosk.screen.reload();
    await expectOurs(page);
  });
});

describe('strays again and again', () => {
  const page = hostile();

  test('and ends on the screen that runs no script', async () => {
    const strayed = async () => {
      await page.run(`location.href = 'about:blank'`);
      await page.settle();
      return page.kiosk.screen.url();
    };
    await expect.poll(strayed, { timeout: 15_000 }).toBe('https://localhost/safe-screen');
    expect(page.listener.heard).toEqual([]);
  });
});

describe('opens nothing', () => {
  const page = hostile();

  test.each(['URL', 'https://localhost/', 'about:blank', 'data:text/html,x', 'ms-settings:', ''])(
    'no window for %j',
    async (url) => {
      await page.run(`const made = window.open('${url}', '_blank'); if (made) made.opener = null`);
      await page.settle();
      await expectOurs(page);
    },
  );

  test('no popup feature gives one either', async () => {
    expect(
      await page.run(`if (window.open('', 'x', 'popup,width=100') !== null) throw new RangeError()`),
    ).toBe('done');
    expect(await page.run('await documentPictureInPicture.requestWindow()')).not.toBe('done');
    expect(await page.run('await document.documentElement.requestFullscreen()')).not.toBe('done');
    await expectOurs(page);
  });

  test('no dialog, no print: nothing blocks the page', async () => {
    const script = `alert('x'); if (confirm('x')) throw new RangeError(); if (prompt('x') !== null) throw new RangeError(); print()`;
    expect(await page.run(script)).toBe('done');
    await expectOurs(page);
  });
});

describe('takes nothing', () => {
  const page = hostile();

  test('no download, by link, blob or data', async () => {
    const downloads: string[] = [];
    page.kiosk.screen.on('download', (download) => downloads.push(download.url()));
    for (const url of ['URL', 'data:application/octet-stream,x', '/assets/none.bin'])
      await page.run(
        `const a = Object.assign(document.createElement('a'), { href: '${url}', download: 'x' }); document.body.append(a); a.click()`,
      );
    await page.run(
      `const a = Object.assign(document.createElement('a'), { href: window.URL.createObjectURL(new Blob(['x'])), download: 'x' }); document.body.append(a); a.click()`,
    );
    await page.settle();
    expect(downloads).toEqual([]);
    await expectOurs(page);
  });

  test.each([
    ['the clipboard', 'await navigator.clipboard.readText()'],
    ['the clipboard’s files', 'await navigator.clipboard.read()'],
    ['a file', 'await showOpenFilePicker()'],
    ['a folder', 'await showDirectoryPicker()'],
    ['a place to save', 'await showSaveFilePicker()'],
    ['the camera', 'await navigator.mediaDevices.getUserMedia({ video: true })'],
    ['the microphone', 'await navigator.mediaDevices.getUserMedia({ audio: true })'],
    ['the screen', 'await navigator.mediaDevices.getDisplayMedia()'],
    ['the place', 'await new Promise((y, n) => navigator.geolocation.getCurrentPosition(y, n))'],
    ['a USB device', 'await navigator.usb.requestDevice({ filters: [] })'],
    ['a HID device', 'await navigator.hid.requestDevice({ filters: [] })'],
    ['a serial port', 'await navigator.serial.requestPort()'],
    ['MIDI', 'await navigator.requestMIDIAccess()'],
    ['Bluetooth', 'await navigator.bluetooth.requestDevice({ acceptAllDevices: true })'],
    ['the fonts', 'await queryLocalFonts()'],
    ['the idle state', 'await new IdleDetector().start()'],
    ['a wake lock', 'await navigator.wakeLock.request()'],
    ['the pointer', 'await document.body.requestPointerLock()'],
    [
      'a payment',
      'await new PaymentRequest([{ supportedMethods: "https://a.example" }], { total: { label: "", amount: { currency: "EUR", value: "1" } } }).show()',
    ],
  ])('not %s', async (_name, script) => {
    expect(await page.run(script)).not.toBe('done');
    await expectOurs(page);
  });

  test('a file that is chosen or dropped leads nowhere', async () => {
    const file = join(page.kiosk.folder, 'dropped.html');
    await writeFile(file, 'escaped');
    await page.run(
      `const i = Object.assign(document.createElement('input'), { type: 'file' }); document.body.append(i); i.click()`,
    );
    await page.run(`const t = new DataTransfer(); t.items.add(new File(['x'], 'x.html', { type: 'text/html' }));
      for (const type of ['dragenter', 'dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { dataTransfer: t, bubbles: true, cancelable: true }))`);
    const cdp = await page.kiosk.screen.context().newCDPSession(page.kiosk.screen);
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await cdp.send('Input.dispatchDragEvent', { type, x: 5, y: 5, data });
    await page.settle();
    await expectOurs(page);
  });

  test('no code out of text: eval, Function, timers, markup, handlers', async () => {
    for (const script of [
      `eval('1')`,
      `new Function('return 1')()`,
      `document.body.innerHTML = '<img src=x onerror=alert(1)>'`,
      `document.body.setAttribute('onclick', 'alert(1)')`,
      `trustedTypes.createPolicy('x', { createHTML: (text) => text })`,
      `document.createElement('script').textContent = 'alert(1)'`,
      `new DOMParser().parseFromString('<b>', 'text/html')`,
    ])
      expect(await page.run(script), script).not.toBe('done');
  });
});

describe('learns nothing', () => {
  const page = hostile();

  test('of the machine or of Node: no process, no require, no Electron', async () => {
    const script = `for (const name of ['process', 'require', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', '__dirname'])
      if (name in window) throw new RangeError(name)`;
    expect(await page.run(script)).toBe('done');
  });

  test('the view holds no secret, no token and no path', async () => {
    const view = await page.kiosk.screen.evaluate(
      () =>
        new Promise((resolve) => {
          const { latchkey } = window as unknown as {
            latchkey: { onView(on: (view: unknown) => void): void; send(command: object): void };
          };
          latchkey.onView(resolve);
          latchkey.send({ type: 'ready' });
          setTimeout(resolve, 1000, null);
        }),
    );
    expect(JSON.stringify(view)).not.toMatch(/token|secret|private|\/tmp\/|\/home\//i);
  });
});
