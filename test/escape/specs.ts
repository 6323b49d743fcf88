import type { WebPreferences } from 'electron';
import { expect } from 'vitest';
import { isAllowedKey } from '../../electron/kiosk/keys.ts';
import { KIOSK_WEB_PREFERENCES } from '../../electron/kiosk/window.ts';
import { ElectronHost } from './electron-host.ts';
import type { SpecHost } from './hosts.ts';
import { chordsToInject, toXdotool } from './key-pairs.ts';
import type { SpecKiosk } from './spec-kiosk.ts';

/** One spec: the same function on every host that can prove it. */
export interface Spec {
  readonly name: string;
  readonly hosts: readonly SpecHost[];
  /** Platforms on which it can run; absent: all. */
  readonly platforms?: readonly NodeJS.Platform[];
  readonly run: (kiosk: SpecKiosk) => Promise<void>;
}

const BOTH: readonly SpecHost[] = ['electron', 'preview'];

function electron(kiosk: SpecKiosk): ElectronHost {
  if (kiosk instanceof ElectronHost) return kiosk;
  throw new TypeError('this spec is for Electron');
}

async function expectOurs(kiosk: SpecKiosk): Promise<void> {
  await expect.poll(() => kiosk.screen.url(), { timeout: 10_000 }).toMatch(/^https:\/\/localhost\/(#.*)?$/);
  await kiosk.screen.getByRole('heading', { level: 1 }).waitFor();
  expect(kiosk.windows()).toBe(1);
}

/** Runs a script in the page a turn later, when the driver's excuse from CSP is over; gives its end or its error. */
function attempt(kiosk: SpecKiosk, script: string): Promise<unknown> {
  const body = `(async () => { await new Promise((go) => setTimeout(go)); try { ${script}; return 'done' } catch (error) { return error.name } })()`;
  const late = new Promise((resolve) => setTimeout(resolve, 2000, 'pending'));
  return Promise.race([kiosk.screen.evaluate(body).catch(() => 'led away'), late]);
}

export const SPECS: readonly Spec[] = [
  {
    name: 'the page is a secure context at the RP’s origin, with a bridge of two functions and no Node',
    hosts: BOTH,
    run: async ({ screen }) => {
      const found = await screen.evaluate(
        `[isSecureContext, location.origin, Object.keys(window.latchkey).sort().join(), typeof process, typeof require]`,
      );
      expect(found).toEqual([true, 'https://localhost', 'onView,send', 'undefined', 'undefined']);
    },
  },
  {
    name: 'no fetch, no code from text, no window, no print',
    hosts: BOTH,
    run: async (kiosk) => {
      for (const script of [
        `await fetch('https://localhost/')`,
        `eval('1')`,
        `document.body.innerHTML = '<b>'`,
      ])
        expect(await attempt(kiosk, script), script).not.toBe('done');
      await attempt(kiosk, `open('https://evil.example/'); print(); alert('x')`);
      await expectOurs(kiosk);
    },
  },
  {
    name: 'the page goes nowhere, about:blank included',
    hosts: BOTH,
    run: async (kiosk) => {
      for (const url of [
        'https://evil.example/',
        'about:blank',
        'file:///',
        'mailto:a@b.example',
        'ms-settings:',
      ]) {
        await attempt(kiosk, `location.href = '${url}'`);
        await expectOurs(kiosk);
      }
    },
  },
  {
    name: 'a renderer that is reloaded shows the same screen',
    hosts: BOTH,
    run: async (kiosk) => {
      const title = kiosk.screen.getByRole('heading', { level: 1 });
      const before = await title.innerText();
      await kiosk.screen.reload();
      await expect.poll(() => title.innerText()).toBe(before);
    },
  },
  {
    name: 'Electron took every preference of the table',
    hosts: ['electron'],
    run: async (kiosk) => {
      const taken = await electron(kiosk).evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
          getLastWebPreferences(): WebPreferences;
        };
        return contents.getLastWebPreferences() as Record<string, unknown>;
      });
      for (const { option, value } of KIOSK_WEB_PREFERENCES)
        if (option in taken) expect(taken[option], option).toEqual(value);
      for (const option of ['nodeIntegration', 'contextIsolation', 'sandbox', 'webSecurity'] as const)
        expect(taken, option).toHaveProperty(option);
    },
  },
  {
    name: 'the window is a kiosk that covers its display, without a menu',
    hosts: ['electron'],
    run: async (kiosk) => {
      const found = await electron(kiosk).evaluate(({ BrowserWindow, Menu, screen }) => {
        const window = BrowserWindow.getAllWindows()[0];
        const bounds = window?.getBounds();
        const display = screen.getDisplayMatching(bounds ?? { x: 0, y: 0, width: 0, height: 0 });
        return {
          kiosk: window?.isKiosk(),
          width: bounds?.width === display.bounds.width,
          menu: Menu.getApplicationMenu()?.items.map(({ role }) => role) ?? [],
        };
      });
      expect(found).toEqual({
        kiosk: true,
        width: true,
        menu: process.platform === 'darwin' ? ['editmenu'] : [],
      });
    },
  },
  {
    name: 'every display has a window over it',
    hosts: ['electron'],
    run: async (kiosk) => {
      const [displays, windows] = await electron(kiosk).evaluate(({ BrowserWindow, screen }) => [
        screen.getAllDisplays().length,
        BrowserWindow.getAllWindows().length,
      ]);
      expect(windows).toBe(displays);
    },
  },
  {
    name: 'close is vetoed: the window stays',
    hosts: ['electron'],
    run: async (kiosk) => {
      await electron(kiosk).evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
      await expectOurs(kiosk);
    },
  },
  {
    name: 'permissions are denied, asked or checked',
    hosts: BOTH,
    run: async (kiosk) => {
      const states = await kiosk.screen.evaluate(
        `Promise.all(['geolocation', 'notifications', 'camera', 'microphone'].map((name) => navigator.permissions.query({ name }))).then((all) => all.map(({ state }) => state))`,
      );
      expect(new Set(states as string[])).toEqual(new Set(['denied']));
    },
  },
  {
    name: 'a renderer that crashes comes back',
    hosts: ['electron'],
    run: async (kiosk) => {
      await electron(kiosk).evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
      });
      const loading = await electron(kiosk).evaluate(
        ({ BrowserWindow }) =>
          new Promise<string>((resolve) => {
            const contents = BrowserWindow.getAllWindows()[0]?.webContents;
            contents?.once('did-finish-load', () => resolve(contents.getURL()));
          }),
      );
      expect(loading).toBe('https://localhost/');
    },
  },
  {
    name: 'real X11 input: every chord that the policy refuses changes neither page, zoom, tools nor windows',
    hosts: ['electron'],
    platforms: ['linux'],
    run: async (kiosk) => {
      const host = electron(kiosk);
      for (const chord of chordsToInject()) {
        expect(isAllowedKey(chord, 'linux'), toXdotool(chord)).toBe(false);
        await new Promise((resolve) => host.press(toXdotool(chord)).once('exit', resolve));
      }
      const found = await host.evaluate(({ BrowserWindow }) => {
        const [window, ...more] = BrowserWindow.getAllWindows();
        return [more.length, window?.webContents.getZoomFactor(), window?.webContents.isDevToolsOpened()];
      });
      expect(found).toEqual([0, 1, false]);
      await expectOurs(kiosk);
    },
  },
];
