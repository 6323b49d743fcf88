import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type KeptSettings, keepSettings, readSettings } from '../../../electron/system/kept-settings.ts';
import { temporaryFolder } from '../vault/temporary-folder.ts';

const SETTINGS: KeptSettings = {
  version: 1,
  directory: 'https://localhost:8443',
  caFile: '/etc/latchkey/ca.pem',
  rpId: 'localhost',
  uiOrigin: 'https://localhost',
  pin: { minimumLength: 6, maximumLength: 127, digitsOnly: true, refuseSimple: true, attempts: 5 },
};

it('are read as they were kept, by their owner alone', async () => {
  const folder = temporaryFolder();
  await keepSettings(folder, SETTINGS);
  expect(await readSettings(folder)).toEqual(SETTINGS);
  expect(statSync(join(folder, 'settings.json')).mode & 0o777).toBe(0o600);
});

it.each(['', '{', '{"version":2}', '[]', 'null'])(
  'damaged (%j) are none: the command line can say it all',
  async (text) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'settings.json'), text);
    expect(await readSettings(folder)).toBeNull();
  },
);

it('are none before the first release', async () => {
  expect(await readSettings(temporaryFolder())).toBeNull();
});
