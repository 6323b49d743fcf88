import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTpmAuthenticator } from '../../electron/credential/tpm/authenticator.ts';
import { creationOptions, ORIGIN, PIN, RP_ID, RULES, requestOptions } from './ceremonies.ts';
import type { Pair } from './measure.ts';
import type { MeasuredTpm } from './swtpm.ts';

/** Of a key that signs, with the PIN as its authorization value: as the authenticator's own. */
const ATTRIBUTES = 'fixedtpm|fixedparent|sensitivedataorigin|userwithauth|sign';

/**
 * The TPM authenticator over a software TPM, beside the tpm2-tools doing the least that there is to do. Both sides start a
 * process; ours also makes the storage key anew, checks it and encrypts what it says.
 */
export async function tpmPairs(folder: string, tpm: MeasuredTpm): Promise<readonly Pair[]> {
  const authenticator = createTpmAuthenticator({
    stateDir: join(folder, 'tpm'),
    rpId: RP_ID,
    origin: ORIGIN,
    pin: () => RULES,
    clock: { now: () => Date.now() / 1000 },
    tcti: tpm.tcti,
  });
  const { id } = await authenticator.create(creationOptions(), PIN);
  const file = (name: string) => join(folder, name);
  await writeFile(file('pin'), PIN.reveal(), { mode: 0o600 });
  await writeFile(file('digest'), randomBytes(32));
  const [primary, pub, priv, key] = ['p.ctx', 'k.pub', 'k.priv', 'k.ctx'].map(file) as [
    string,
    string,
    string,
    string,
  ];
  const auth = `file:${file('pin')}`;
  // There is no resource manager here: what the tools leave in the few slots has to be cleared by hand.
  const tidy = () => tpm.tool('tpm2_flushcontext', '-t');
  await tpm.tool('tpm2_createprimary', '-Q', '-C', 'o', '-G', 'ecc256', '-c', primary);
  const create = ['-Q', '-C', primary, '-G', 'ecc256', '-a', ATTRIBUTES, '-p', auth, '-u', pub, '-r', priv];
  await tidy();
  await tpm.tool('tpm2_create', ...create);
  await tidy();
  await tpm.tool('tpm2_load', '-Q', '-C', primary, '-u', pub, '-r', priv, '-c', key);
  await tidy();
  const sign = ['-Q', '-c', key, '-p', auth, '-g', 'sha256', '-s', 'ecdsa', '-d', '-f', 'plain'];
  return [
    {
      what: 'tpm create',
      work: () => authenticator.create(creationOptions(), PIN),
      beside: 'tpm2_create',
      bare: () => tpm.tool('tpm2_create', ...create),
      tidy,
    },
    {
      what: 'tpm sign',
      work: () => authenticator.assert(requestOptions(), id, PIN),
      beside: 'tpm2_sign',
      bare: () => tpm.tool('tpm2_sign', ...sign, '-o', file('signature'), file('digest')),
      tidy,
    },
  ];
}
