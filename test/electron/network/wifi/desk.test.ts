import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Command, type CommandInput } from '../../../../electron/contract/commands.ts';
import type { WifiOffer, WifiPanel } from '../../../../electron/contract/connection.ts';
import { Secret } from '../../../../electron/contract/secret.ts';
import { createWifiDesk } from '../../../../electron/network/wifi/desk.ts';
import type { NmcliAnswer } from '../../../../electron/network/wifi/nmcli.ts';
import { runNmcli } from '../../../../electron/network/wifi/run.ts';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import * as recorded from './recorded.ts';

const ok = (stdout: string): NmcliAnswer => ({ code: 0, stdout, stderr: '' });

/** nmcli by what it is asked, with what it was given. */
function desk(over: Record<string, NmcliAnswer> = {}, platform: NodeJS.Platform = 'linux') {
  const calls: { args: string; secret: string | undefined }[] = [];
  const panels: (WifiPanel | null)[] = [];
  const offers: WifiOffer[] = [];
  const dispatched: string[] = [];
  const answers: Record<string, NmcliAnswer> = {
    'device wifi list': ok(recorded.LISTED),
    'device wifi connect': recorded.ACTIVATED,
    'connection delete': ok(''),
    'radio wifi on': ok(''),
    radio: ok(recorded.RADIO),
    device: ok(recorded.DEVICES),
    ...over,
  };
  const made = createWifiDesk({
    flow: () => ({
      offerWifi: (offer) => offers.push(offer),
      showWifi: (panel) => panels.push(panel),
      dispatch: ({ type }) => dispatched.push(type),
    }),
    platform,
    run: async (args, secret) => {
      calls.push({ args: args.join(' '), secret: secret?.reveal() });
      const asked = Object.keys(answers).find((key) => args.join(' ').includes(key));
      return answers[asked ?? ''] ?? { code: 'absent', stdout: '', stderr: '' };
    },
  });
  const take = async (input: CommandInput) => {
    made.take(Command.parse(input));
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { made, calls, panels, offers, dispatched, take };
}

const JOIN = {
  type: 'joinWifi',
  network: '4E657720466C6174 passphrase',
  passphrase: 'correct horse',
} as const;

describe('whether Wi-Fi can be chosen', () => {
  test.each<[string, NodeJS.Platform, Record<string, NmcliAnswer>, WifiOffer]>([
    ['an adapter that NetworkManager looks after', 'linux', {}, 'here'],
    ['no adapter', 'linux', { device: ok('eth0:ethernet:connected\n') }, 'none'],
    ['no NetworkManager', 'linux', { device: recorded.NOT_RUNNING }, 'none'],
    ['Windows', 'win32', {}, 'elsewhere'],
    ['macOS', 'darwin', {}, 'elsewhere'],
  ])('%s', async (_what, platform, over, offer) => {
    const { made, offers } = desk(over, platform);
    await made.offer();
    expect(offers).toEqual([offer]);
  });
});

describe('looking', () => {
  test('lists what is in reach, without what only a technician needs', async () => {
    const { take, panels } = desk();
    await take({ type: 'openWifi' });
    expect(panels.at(-1)).toMatchObject({
      phase: 'list',
      networks: [{ signal: 91 }, {}, {}, {}, {}, {}, {}],
    });
    expect(JSON.stringify(panels)).not.toContain('00:53:00');
  });

  test('one look at a time, however often somebody opens and shuts the screen', async () => {
    const { made, calls, panels } = desk();
    for (let round = 0; round < 20; round += 1) {
      made.take(Command.parse({ type: 'openWifi' }));
      made.take(Command.parse({ type: 'closeWifi' }));
    }
    made.take(Command.parse({ type: 'openWifi' }));
    await new Promise((resolve) => setImmediate(resolve));
    expect(calls.filter(({ args }) => args.includes('list'))).toHaveLength(1);
    expect(panels).toHaveLength(1);
  });

  test('a radio that software switched off is switched on', async () => {
    const { take, calls } = desk({ radio: ok('enabled:disabled\n') });
    await take({ type: 'openWifi' });
    expect(calls.map(({ args }) => args)).toContain('radio wifi on');
  });

  test('a radio that a hand switched off is told', async () => {
    const { take, panels } = desk({ radio: ok('disabled:enabled\n') });
    await take({ type: 'openWifi' });
    expect(panels.at(-1)).toMatchObject({ phase: 'list', refusal: { slug: 'wifi_switched_off' } });
  });
});

describe('joining', () => {
  test('by the access point, the passphrase on standard input alone, and then the screen is shut', async () => {
    const { take, calls, panels, dispatched } = desk();
    await take({ type: 'openWifi' });
    await take(JOIN);
    expect(dispatched).toEqual(['retry']);
    expect(panels.at(-2)).toMatchObject({ phase: 'joining', network: JOIN.network });
    expect(panels.at(-1)).toBeNull();
    const joined = calls.find(({ args }) => args.includes('connect'));
    expect(joined).toMatchObject({ secret: 'correct horse' });
    expect(joined?.args).toMatch(
      /^--ask -w 30 device wifi connect 00:53:00:00:00:06 ifname wlan0 name latchkey-[0-9a-f]{12}$/,
    );
    expect(JSON.stringify([panels, calls.map(({ args }) => args)])).not.toContain('correct horse');
  });

  test.each<[string, NmcliAnswer, string]>([
    ['a wrong passphrase', recorded.WRONG_SECRET, 'wifi_passphrase_wrong'],
    ['out of range', recorded.GONE, 'wifi_out_of_range'],
    ['an old nmcli that fails with 0', { ...recorded.WRONG_SECRET, code: 0 }, 'wifi_passphrase_wrong'],
  ])('%s is told, and leaves no profile behind', async (_what, answer, slug) => {
    const { take, calls, panels } = desk({ 'device wifi connect': answer });
    await take({ type: 'openWifi' });
    await take(JOIN);
    expect(panels.at(-1)).toMatchObject({ phase: 'list', network: JOIN.network, refusal: { slug } });
    expect(calls.at(-1)?.args).toMatch(/^connection delete id latchkey-/);
  });

  test('one that is gone from the list by then, and one that tells nobody its name', async () => {
    const { take, calls, panels } = desk();
    await take({ ...JOIN, network: '41 open' });
    expect(panels.at(-1)).toMatchObject({ refusal: { slug: 'wifi_out_of_range' } });
    await take({ type: 'joinWifi', name: 'Cellar', passphrase: 'hidden words' });
    expect(calls.at(-1)?.args).toContain('connect Cellar ifname wlan0');
    expect(panels.at(-1)).toBeNull();
  });

  test('a company’s network is not tried', () => {
    const enterprise = { type: 'joinWifi', network: '4E6F72746877696E6420436F7270 enterprise' };
    expect(Command.safeParse(enterprise).success).toBe(false);
  });

  test('somebody who has gone back hears nothing of it any more', async () => {
    const { take, panels } = desk();
    await take({ type: 'openWifi' });
    const before = panels.length;
    await Promise.all([take({ type: 'openWifi' }), take({ type: 'closeWifi' })]);
    expect(panels).toHaveLength(before);
  });
});

describe('a real process', () => {
  afterEach(() => void vi.unstubAllEnvs());

  /** A program called nmcli that writes down what it can see. */
  function programme(lines: string): string {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'nmcli'), `#!/bin/sh\n${lines.replaceAll('FOLDER', folder)}\n`);
    chmodSync(join(folder, 'nmcli'), 0o755);
    vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
    return folder;
  }

  test('sees the secret on its standard input, and neither in its arguments nor in its environment', async () => {
    const folder = programme(
      'tr "\\0" " " < /proc/$$/cmdline > FOLDER/args; env > FOLDER/env; cat > FOLDER/input; echo out; echo err >&2; exit 4',
    );
    expect(await runNmcli(['--ask', 'a b'], new Secret('correct horse'))).toEqual({
      code: 4,
      stdout: 'out\n',
      stderr: 'err\n',
    });
    const seen = (name: string) => readFileSync(join(folder, name), 'utf8');
    expect(seen('input')).toBe('correct horse\n');
    expect(`${seen('args')}${seen('env')}`).not.toContain('correct');
    expect(seen('env')).toContain('LC_ALL=C.UTF-8');
  });

  test('that does not read what it is given, and one that is not there', async () => {
    programme('exec 0<&-; exit 0');
    expect(await runNmcli([], new Secret('x'.repeat(60)))).toMatchObject({ code: 0 });
    vi.stubEnv('PATH', temporaryFolder());
    expect(await runNmcli(['-v'])).toMatchObject({ code: 'absent' });
  });
});
