import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Kiosk } from './kiosk.ts';

/* A machine whose policy is wrong still has a screen; it has no flow behind it, and the code says what to look for. */

const kiosks: Kiosk[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const kiosk of kiosks.splice(0)) await kiosk.discard();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function unbox(policy: string): Promise<Kiosk> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-policy-'));
  folders.push(folder);
  writeFileSync(join(folder, '10.json'), policy, { mode: 0o644 });
  const kiosk = await Kiosk.open({
    directory: 'https://directory.northwind.example',
    caFile: '',
    authenticator: 'none',
    env: { LATCHKEY_POLICY_FOLDER: folder },
  });
  kiosks.push(kiosk);
  return kiosk;
}

test.each([
  ['{"directory": 7}', 'LK-9210'],
  ['{"directory": "https://elsewhere.example"}', 'LK-9212'],
])('%s: the safe screen with its help code', async (policy, helpCode) => {
  const { screen, output } = await unbox(policy);
  await screen.getByText(helpCode).waitFor();
  expect(await screen.getByRole('textbox').count()).toBe(0);
  expect(output.join('')).toContain('/directory');
});
