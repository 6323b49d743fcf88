import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findBrowser, hasDisplay } from '../../../build/preview/find-browser.ts';
import { browserSwitches } from '../../../build/preview/launch.ts';
import { previewOptions } from '../../../build/preview/options.ts';
import { sweepProfiles } from '../../../build/preview/profile.ts';
import { strict } from '../../../build/preview/strict.ts';

const LINUX = { platform: 'linux', env: {} } as const;

describe('finding a browser', () => {
  const all = { ...LINUX, exists: () => true };
  test('in the usual places', () => {
    expect(findBrowser(all)).toBe('/usr/bin/chromium');
    expect(findBrowser({ ...LINUX, exists: (path) => path.includes('edge') })).toBe(
      '/usr/bin/microsoft-edge-stable',
    );
    expect(findBrowser({ platform: 'darwin', env: {}, exists: () => true })).toContain('/Applications/');
    const windows = {
      platform: 'win32',
      env: { ProgramFiles: 'C:\\Program Files' },
      exists: () => true,
    } as const;
    expect(findBrowser(windows)).toBe('C:\\Program Files\\Chromium\\Application\\chrome.exe');
  });
  test('or nowhere', () => expect(findBrowser({ ...LINUX, exists: () => false })).toBeNull());
  test('LATCHKEY_BROWSER wins, and is not replaced when it is wrong', () => {
    const env = { LATCHKEY_BROWSER: '/opt/x' };
    expect(findBrowser({ ...all, env })).toBe('/opt/x');
    expect(findBrowser({ platform: 'linux', env, exists: (path) => path !== '/opt/x' })).toBeNull();
  });
  test('a display', () => {
    expect(hasDisplay({ ...all })).toBe(false);
    expect(hasDisplay({ ...all, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBe(true);
    expect(hasDisplay({ ...all, platform: 'win32' })).toBe(true);
  });
});

describe('options', () => {
  test('without anything: no port, no authenticator, headless without a display', () => {
    expect(previewOptions(LINUX)).toEqual({
      headless: true,
      debugPort: false,
      virtualAuthenticator: false,
      authenticatorFile: null,
      width: 1280,
      height: 800,
      kiosk: false,
    });
    expect(previewOptions({ ...LINUX, env: { DISPLAY: ':0' } })).toMatchObject({
      headless: false,
      kiosk: true,
    });
  });
  test.each([
    ['LATCHKEY_PREVIEW_DEBUG_PORT', '9222'],
    ['LATCHKEY_PREVIEW_AUTHENTICATOR', 'yes'],
    ['LATCHKEY_PREVIEW_SIZE', 'big'],
  ])('%s=%s is an error, not a default', (name, value) => {
    expect(() => previewOptions({ ...LINUX, env: { [name]: value } })).toThrow(name);
  });
  test('the fence is always up; the port opens only when asked for', () => {
    const options = previewOptions(LINUX);
    const switches = browserSwitches(options, '#000');
    expect(switches).toContain('--host-resolver-rules=MAP * ~NOTFOUND');
    expect(switches).toContain('--proxy-server=127.0.0.1:9');
    expect(switches).toContain('--proxy-bypass-list=<-loopback>');
    expect(switches).toContain('--webrtc-ip-handling-policy=disable_non_proxied_udp');
    expect(switches.join(' ')).not.toMatch(
      /remote-debugging|ignore-certificate|disable-web-security|no-sandbox/,
    );
    expect(browserSwitches({ ...options, debugPort: true }, '#000')).toContain('--remote-debugging-port=0');
  });
});

test('sweeps the profiles of processes that are no more, and no others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
  // No Linux, macOS or Windows process has a number this high.
  for (const name of [`${process.pid}-a`, '2147483646-b', 'notes']) await mkdir(join(folder, name));
  sweepProfiles(folder);
  expect(readdirSync(folder).sort()).toEqual([`${process.pid}-a`, 'notes'].sort());
  rmSync(folder, { recursive: true });
});

test('an unknown member throws by name', () => {
  const thing = strict('thing', { known: 1 }) as { known: number; unknown?: number };
  expect(thing.known).toBe(1);
  expect(() => thing.unknown).toThrow('thing.unknown is not in the preview');
});
