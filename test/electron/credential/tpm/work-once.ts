import { Secret } from '../../../../electron/contract/secret.ts';
import { createTpmAuthenticator } from '../../../../electron/credential/tpm/authenticator.ts';

// One creation, or one try with a PIN, as a process of its own, to be killed in the middle of it. No vitest in here.
const [, , tcti = '', stateDir = '', credentialId, pin = '482915'] = process.argv;
const authenticator = createTpmAuthenticator({
  stateDir,
  rpId: 'login.example.org',
  origin: 'https://login.example.org',
  pin: () => ({ minimumLength: 6, maximumLength: 127, digitsOnly: true, refuseSimple: true, attempts: 3 }),
  clock: { now: () => Date.now() / 1000 },
  tcti,
});
const creation = {
  rp: { id: 'login.example.org', name: 'Example' },
  user: { id: 'AAAA', name: 'ada@example.org', displayName: 'Ada' },
  challenge: 'AAAA',
  pubKeyCredParams: [{ type: 'public-key' as const, alg: -7 }],
  timeout: 60_000,
  excludeCredentials: [],
  authenticatorSelection: { userVerification: 'required' as const },
  attestation: 'direct' as const,
};
const request = {
  challenge: 'AAAA',
  rpId: 'login.example.org',
  timeout: 60_000,
  userVerification: 'required' as const,
  allowCredentials: [],
};
const work =
  credentialId === undefined
    ? authenticator.create(creation, new Secret(pin))
    : authenticator.assert(request, credentialId, new Secret(pin));
await work.then(
  () => process.stdout.write('right\n'),
  (error) => process.stdout.write(`${error.slug}\n`),
);
