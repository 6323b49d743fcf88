import { randomBytes } from 'node:crypto';
import { Secret } from '../../../../electron/contract/secret.ts';
import type { PinPolicy } from '../../../../electron/contract/wire/provisioning.ts';
import type { CreationOptionsJson, RequestOptionsJson } from '../../../../electron/contract/wire/webauthn.ts';
import {
  createSoftwareAuthenticator,
  type SoftwareAuthenticatorOptions,
} from '../../../../electron/credential/software/authenticator.ts';
import type { SlowHash } from '../../../../electron/credential/software/slow-hash.ts';
import type { Authenticator } from '../../../../electron/provisioning/ports.ts';
import { openVault } from '../../../../electron/vault/open-vault.ts';

export const RP_ID = 'login.example.org';
export const ORIGIN = 'https://login.example.org';
export const PIN = new Secret('482915');
export const WRONG_PIN = new Secret('482916');

export const POLICY: PinPolicy = {
  minimumLength: 6,
  maximumLength: 127,
  digitsOnly: true,
  refuseSimple: true,
  attempts: 3,
};

/** As quick as argon2id gets: what is tested with it is not how slow it is. */
export const QUICK = { name: 'argon2id', memory: 8, passes: 1, parallelism: 1 } as const satisfies SlowHash;

/** A clock that stands still until it is told otherwise. */
export function handClock(start = 1_795_000_000): { now(): number; set(seconds: number): void } {
  let time = start;
  return {
    now: () => time,
    set(seconds) {
      time = seconds;
    },
  };
}

/** The authenticator of a state folder, composed anew: what a restart of the agent gives. */
export async function softwareIn(
  stateDir: string,
  changed: Partial<SoftwareAuthenticatorOptions> = {},
): Promise<Authenticator> {
  return createSoftwareAuthenticator({
    stateDir,
    vault: await openVault({ stateDir, prefer: 'file' }),
    rpId: RP_ID,
    origin: ORIGIN,
    pin: () => POLICY,
    clock: { now: () => Date.now() / 1000 },
    hash: QUICK,
    ...changed,
  });
}

export function creationOptions(changed: Partial<CreationOptionsJson> = {}): CreationOptionsJson {
  return {
    rp: { id: RP_ID, name: 'Example' },
    user: { id: Buffer.from('user-1').toString('base64url'), name: 'ada@example.org', displayName: 'Ada' },
    challenge: randomBytes(32).toString('base64url'),
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    timeout: 60_000,
    excludeCredentials: [],
    authenticatorSelection: { authenticatorAttachment: 'platform', userVerification: 'required' },
    attestation: 'direct',
    ...changed,
  };
}

export function requestOptions(changed: Partial<RequestOptionsJson> = {}): RequestOptionsJson {
  return {
    challenge: randomBytes(32).toString('base64url'),
    rpId: RP_ID,
    timeout: 60_000,
    userVerification: 'required',
    allowCredentials: [],
    ...changed,
  };
}
