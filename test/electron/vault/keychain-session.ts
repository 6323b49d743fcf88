import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '../../../electron/contract/secret.ts';
import { createSoftwareAuthenticator } from '../../../electron/credential/software/authenticator.ts';
import { openVault } from '../../../electron/vault/open-vault.ts';

// Runs inside a session bus with an unlocked gnome-keyring of its own and says, as JSON, how the vault fared. No vitest here.
const folder = process.argv[2] ?? '';
const at = (name: string) => ({ stateDir: join(folder, name), limit: 5000, environment: {} });
const slug = (work: Promise<unknown>) =>
  work.then(
    () => 'fine',
    (error) => error.slug ?? String(error),
  );
const text = (value: Uint8Array | null) => (value === null ? null : Buffer.from(value).toString());
const said: Record<string, unknown> = {};

const vault = await openVault(at('one'));
said.kind = vault.kind;
await vault.set('device-key', Buffer.from('first'));
await vault.set('device-key', Buffer.from('second'));
said.afterRestart = text(await (await openVault(at('one'))).get('device-key'));
said.inAnotherFolder = text(await (await openVault(at('two'))).get('device-key'));
await vault.delete('device-key');
await vault.delete('device-key');
said.afterDelete = text(await vault.get('device-key'));
said.filesOfIt = existsSync(join(folder, 'one', 'vault'));

const authenticator = createSoftwareAuthenticator({
  stateDir: join(folder, 'one'),
  vault,
  rpId: 'login.example.org',
  origin: 'https://login.example.org',
  pin: () => ({ minimumLength: 6, maximumLength: 127, digitsOnly: true, refuseSimple: true, attempts: 3 }),
  clock: { now: () => Date.now() / 1000 },
});
const request = {
  challenge: 'AAAA',
  rpId: 'login.example.org',
  timeout: 60_000,
  userVerification: 'required' as const,
};
const pin = new Secret('482915');
const { id } = await authenticator.create(
  {
    rp: { id: 'login.example.org', name: 'Example' },
    user: { id: 'AAAA', name: 'ada', displayName: 'Ada' },
    challenge: 'AAAA',
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    timeout: 60_000,
    excludeCredentials: [],
    authenticatorSelection: { userVerification: 'required' },
    attestation: 'direct',
  },
  pin,
);
const assertion = () => slug(authenticator.assert({ ...request, allowCredentials: [] }, id, pin));
said.credential = await assertion();

const collection = '/org/freedesktop/secrets/collection/login';
const lock = 'org.freedesktop.Secret.Service.Lock';
execFileSync('dbus-send', [
  '--session',
  '--print-reply',
  '--dest=org.freedesktop.secrets',
  '/org/freedesktop/secrets',
  lock,
  `array:objpath:${collection}`,
]);
said.lockedEntry = await slug(vault.get('marker'));
said.lockedAtStart = await slug(openVault(at('one')));
said.lockedCredential = await assertion();
said.lockedFirstRun = (await openVault(at('three'))).kind;

process.env.DBUS_SESSION_BUS_ADDRESS = 'unix:path=/nonexistent';
said.withoutBus = await slug(openVault(at('one')));
process.stdout.write(`${JSON.stringify(said)}\n`);
process.exit(0);
