import { Refusal } from '../../contract/refusal.ts';
import { classifyResponseCode, type TpmTrouble } from './response-code.ts';

/** Why there is nothing to talk to. */
export type Missing = 'tools' | 'tpm' | 'permission' | 'tcti' | 'gone' | 'silent' | 'curve' | 'owner';

const MISSING: Readonly<Record<Missing, string>> = {
  tools: 'The TPM tools are missing (tpm2_send of tpm2-tools).',
  tpm: 'There is no TPM where the TCTI says.',
  permission: 'This account may not use the TPM (group tss).',
  tcti: 'The TCTI is none of device:PATH, tabrmd and swtpm:path=PATH.',
  gone: 'The TPM does not answer any more.',
  silent: 'The TPM took too long to answer.',
  curve: 'The TPM is too old: it has no P-256.',
  owner: 'The owner of the TPM has set a password, so that no key can be made in it.',
};

export function missing(what: Missing, cause?: unknown): Refusal {
  return new Refusal('authenticator_unavailable', { detail: MISSING[what] }, cause);
}

const TROUBLE: Readonly<Record<Exclude<TpmTrouble, 'pin_wrong' | 'locked'>, string>> = {
  owned: 'The TPM asks for a password that is not ours',
  full: 'The TPM has no room',
  again: 'The TPM is busy and stays so',
  not_started: 'The TPM was not started',
  too_old: 'The TPM is too old, or lacks an algorithm',
  failed: 'The TPM reports that it is broken',
  damaged: 'The TPM refused what it was given',
  other: 'The TPM refused',
};

/** A response code as a refusal, where nothing more than the code is known. */
export function refusalOfCode(code: number): Refusal {
  const trouble = classifyResponseCode(code);
  if (trouble === 'pin_wrong') return new Refusal('pin_wrong');
  if (trouble === 'locked') return new Refusal('pin_locked');
  return new Refusal('authenticator_unavailable', { detail: `${TROUBLE[trouble]} (${hex(code)}).` });
}

/** A response code to TPM2_Load as a refusal: what this TPM once made, it takes, unless it was changed since. */
export function refusalOfLoad(code: number): Refusal {
  const trouble = classifyResponseCode(code);
  if (trouble !== 'damaged' && trouble !== 'too_old') return refusalOfCode(code);
  return new Refusal('credential_damaged', { detail: `The key file is damaged (${hex(code)}).` });
}

const hex = (code: number) => `0x${code.toString(16).padStart(3, '0')}`;

/** The TPM's seed is another one than when the credential was made. */
export function foreign(): Refusal {
  return new Refusal('credential_damaged', {
    detail: 'The key belongs to another TPM, or this one was cleared since.',
  });
}
