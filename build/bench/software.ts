import { generateKeyPair, randomBytes, sign } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createSoftwareAuthenticator } from '../../electron/credential/software/authenticator.ts';
import { preferredSlowHash, slowHash } from '../../electron/credential/software/slow-hash.ts';
import { openVault } from '../../electron/vault/open-vault.ts';
import { creationOptions, ORIGIN, PIN, RP_ID, RULES, requestOptions } from './ceremonies.ts';
import type { Pair } from './measure.ts';

const makeKeyPair = promisify(generateKeyPair);
const signAsync = promisify(sign);

/**
 * The software authenticator at full cost, in a sealed file. Most of its time is the slow hash of the PIN, on purpose; the
 * third figure shows what is left beside a bare signature.
 */
export async function softwarePairs(folder: string): Promise<readonly Pair[]> {
  const stateDir = join(folder, 'software');
  const authenticator = createSoftwareAuthenticator({
    stateDir,
    vault: await openVault({ stateDir, prefer: 'file' }),
    rpId: RP_ID,
    origin: ORIGIN,
    pin: () => RULES,
    clock: { now: () => Date.now() / 1000 },
  });
  const { id } = await authenticator.create(creationOptions(), PIN);
  const { privateKey } = await makeKeyPair('ec', { namedCurve: 'P-256' });
  const hash = await preferredSlowHash();
  const stretch = () => slowHash(hash, Buffer.from(PIN.reveal()), randomBytes(16));
  const bareSign = () => signAsync('sha256', randomBytes(64), privateKey);
  const create = () => authenticator.create(creationOptions(), PIN);
  const assert = () => authenticator.assert(requestOptions(), id, PIN);
  return [
    { what: 'software create', work: create, beside: `${hash.name} alone`, bare: stretch },
    { what: 'software sign', work: assert, beside: `${hash.name} alone`, bare: stretch },
    { what: 'software sign', work: assert, beside: 'node:crypto sign', bare: bareSign },
  ];
}
