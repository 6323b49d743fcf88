import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { helloMethods } from '../e2e/administrator.ts';
import { temporaryFolder } from '../electron/vault/temporary-folder.ts';
import { Place } from './place.ts';

const AMAL = 'amal@northwind.example';
const SESSION = new URL('locked-vault-session.ts', import.meta.url).pathname;

test('a keychain that locks in the middle: refused by name, nothing orphaned, and the same command goes on', async () => {
  const place = await Place.open();
  try {
    const administrator = await place.administrator();
    const devices = (await administrator.devices()).length;
    const { pass } = await administrator.issue(AMAL);
    const folder = temporaryFolder();
    const home = join(folder, 'home');
    mkdirSync(home, { mode: 0o700 });
    const { directory, caFile } = place.at;
    const { stdout } = await promisify(execFile)(
      'dbus-run-session',
      ['--', process.execPath, SESSION, folder, directory, caFile, pass],
      {
        timeout: 170_000,
        env: { PATH: process.env.PATH, HOME: home, XDG_RUNTIME_DIR: home, XDG_CACHE_HOME: home },
      },
    );
    expect(JSON.parse(stdout.trim().split('\n').at(-1)!)).toEqual({
      lockedInTheMiddle: 'vault_locked',
      lockedAtTheStart: 'vault_locked',
      factsWhileLocked: ['started', 'reserved', 'joined'],
      unlockedAgain: 'provisioned',
      signIn: 'works',
      // Everything readable was copied, machine-id included: it is the same machine. The keychain is not in the copy.
      copyWithAnotherKeychain: 'device_key_lost',
    });
    expect(await administrator.devices()).toHaveLength(devices + 1);
    expect((await helloMethods(administrator, AMAL)).map((method) => method.state)).toEqual(['active']);
  } finally {
    await place.close();
  }
}, 180_000);
