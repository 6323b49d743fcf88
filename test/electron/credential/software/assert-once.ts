import { Secret } from '../../../../electron/contract/secret.ts';
import { createSoftwareAuthenticator } from '../../../../electron/credential/software/authenticator.ts';
import { openVault } from '../../../../electron/vault/open-vault.ts';

// One try with a wrong PIN, as a process of its own, to be killed in the middle of it. No vitest in here.
const [, , stateDir = '', credentialId = ''] = process.argv;
const authenticator = createSoftwareAuthenticator({
  stateDir,
  vault: await openVault({ stateDir, prefer: 'file' }),
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
  allowCredentials: [],
};
await authenticator.assert(request, credentialId, new Secret('482916')).then(
  () => process.stdout.write('right\n'),
  (error) => process.stdout.write(`${error.slug}\n`),
);
