import { join } from 'node:path';
import { tellBranding } from './contract/branding/tell-branding.ts';
import type { ControlReport } from './contract/lockdown.ts';
import type { PolicyProblem } from './contract/machine-policy.ts';
import { asRefusal } from './contract/refusal.ts';
import type { AuthenticatorName } from './contract/wire/provisioning.ts';
import {
  type AttestationKeyReport,
  answerPrivacyCa as answerWithTpm,
  readAttestationKey,
} from './credential/tpm/attestation-key.ts';
import type { GuardLevel } from './credential/tpm/guard.ts';
import { inspectTpm } from './credential/tpm/inspect.ts';
import { createTpmSeal } from './credential/tpm/machine-seal.ts';
import { readFactLines } from './journal/fact-lines.ts';
import { JOURNAL_FILE } from './journal/journal.ts';
import { probeLockdown } from './lockdown/probe.ts';
import { readMachinePolicy } from './policy/read.ts';
import { tellSettled } from './policy/settle.ts';
import { foldFacts, type InForce } from './provisioning/standing.ts';
import { readWholeFile } from './vault/durable-file.ts';
import { inspectVault, type VaultReport } from './vault/inspect-vault.ts';
import { loadKeychain } from './vault/keychain-backend.ts';

/** One kind of authenticator on this machine. */
export interface AuthenticatorReport {
  readonly name: AuthenticatorName;
  readonly state: 'available' | 'unavailable' | 'not checked';
  /** How well the machine itself guards the PIN, beside our own count of tries; absent where there is nothing to guard. */
  readonly guard?: GuardLevel;
  /** Whether the TPM judges no PINs just now. */
  readonly lockedOut?: boolean;
  /** Sentences: what it promises and what it does not, or why it is not there. */
  readonly notes: readonly string[];
}

/** What the owner of this machine has decided, and what is wrong with it. */
export interface PolicyReport {
  /** Where it was looked; empty: this machine has no policy. */
  readonly sources: readonly string[];
  /** Names in the policy folder that are no policy. */
  readonly ignored: readonly string[];
  /** What holds, and who said it. With a problem nothing starts, so nothing holds. */
  readonly effective: readonly { readonly member: string; readonly value: string; readonly from: string }[];
  readonly problems: readonly PolicyProblem[];
  /** Colours of the company's that are shown otherwise, because they could not be read. */
  readonly notes: readonly string[];
}

/** What this machine can do. Nothing in it is secret, and nothing was changed to find it out. */
export interface Examination {
  readonly platform: string;
  readonly node: string;
  /** Strongest first. */
  readonly authenticators: readonly AuthenticatorReport[];
  readonly vault: VaultReport | { readonly problem: string };
  readonly vaultNotes: readonly string[];
  /** The credential that works, as the journal says; `null`: none yet, or no journal here. */
  readonly credential: InForce | null | { readonly problem: string };
  /** How well this machine, as it runs now, keeps people in the flow; empty where there is no table for its system. */
  readonly lockdown: readonly ControlReport[];
  readonly policy: PolicyReport;
  /** What nobody looked at, so that a short list is not taken for a clean one. */
  readonly notChecked: readonly string[];
}

/** Looks at this machine and at a state folder, without a PIN, the directory or a change to either. Never refuses. */
export async function examine(stateDir: string): Promise<Examination> {
  const { tcti } = readMachinePolicy().policy;
  const seal = process.platform === 'linux' ? createTpmSeal({ tcti }) : undefined;
  const vault = await inspectVault(stateDir, loadKeychain, seal).catch(problemOf);
  return {
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    authenticators: [platformReport(), await tpmReport(tcti), softwareReport()],
    vault,
    vaultNotes: 'kind' in vault ? VAULT_NOTES[tierOf(vault)] : [],
    credential: await credentialIn(stateDir).catch(problemOf),
    lockdown: await probeLockdown(),
    policy: policyReport(),
    notChecked: [
      'Windows Hello and Touch ID: only the window can ask the operating system for them.',
      'Whether the disk is encrypted, and whether the firmware starts only what it should.',
      'The lock of another session: what is said above is how it looks from this terminal, which locks nothing.',
      'The directory: “credential test” signs in with the key.',
    ],
  };
}

function policyReport(): PolicyReport {
  const reading = readMachinePolicy();
  const { sources, ignored, problems } = reading;
  return {
    sources,
    ignored,
    problems,
    notes: tellBranding(reading.policy.branding ?? {}),
    effective: problems.length > 0 ? [] : tellSettled(reading, process.env),
  };
}

function platformReport(): AuthenticatorReport {
  return {
    name: 'platform',
    state: 'not checked',
    notes: [
      'Windows Hello or Touch ID: offered by the kiosk, in the session of the person who keeps the laptop.',
    ],
  };
}

const GUARD_NOTES: Readonly<Record<GuardLevel, string>> = {
  guarded: 'The TPM locks after few wrong PINs, and only its lock-out password resets that.',
  'root can reset':
    'The TPM locks after few wrong PINs, but root can reset its count: it has no lock-out password.',
  'not guarded': 'The TPM does not slow guesses down: our own count of tries is all there is.',
};

async function tpmReport(tcti: string | undefined): Promise<AuthenticatorReport> {
  if (process.platform !== 'linux') {
    return { name: 'tpm', state: 'unavailable', notes: ['The TPM is used directly on Linux only.'] };
  }
  try {
    const { guard, properties } = await inspectTpm({ tcti });
    const notes = ['The key never leaves the TPM.', GUARD_NOTES[guard]];
    return { name: 'tpm', state: 'available', guard, lockedOut: properties.lockedOut, notes };
  } catch (thrown) {
    const { details, message } = asRefusal(thrown);
    return { name: 'tpm', state: 'unavailable', notes: [details.detail ?? message] };
  }
}

function softwareReport(): AuthenticatorReport {
  return {
    name: 'software',
    state: 'available',
    guard: 'not guarded',
    notes: [
      'A key in a file, sealed with the PIN and a key from the vault; wrong PINs are counted on the disk.',
      'Who can read all of the disk and the vault can try PINs elsewhere, as many as they like.',
      'Who can write all of it can put the count of wrong PINs back.',
    ],
  };
}

type VaultTier = 'keychain' | 'tpm' | 'file';

const tierOf = ({ kind, sealedBy }: VaultReport): VaultTier =>
  kind === 'file' ? (sealedBy ?? 'file') : kind;

const VAULT_NOTES: Readonly<Record<VaultTier, readonly string[]>> = {
  keychain: [
    'The keys lie in the keychain of this OS account. A copy of the state folder alone opens nothing.',
    'Other programs of the same account can read them while the session is open (on macOS they have to ask).',
  ],
  tpm: [
    'There is no keychain. The keys lie in files that only this OS account can read, and the TPM of this laptop seals them.',
    'A copy of the whole disk opens on no other laptop. On this one, root and programs of the same account can read them.',
  ],
  file: [
    'Lower assurance: there is no keychain and no TPM, so the keys lie in files that only this OS account can read.',
    'A copy of the state folder opens on a machine with the same machine id; root can read both.',
  ],
};

/** The way to the TPM that machine policy names, if it does. */
const policyTpm = () => ({ tcti: readMachinePolicy().policy.tcti });

/** What a privacy CA looks at and certifies. @throws Refusal authenticator_unavailable */
export const attestationKey = (): Promise<AttestationKeyReport> => readAttestationKey(policyTpm());

/** Whether this is the TPM that the privacy CA means. @throws Refusal authenticator_unavailable */
export const answerPrivacyCa = (challenge: Uint8Array): Promise<Buffer> =>
  answerWithTpm(challenge, policyTpm());

async function credentialIn(stateDir: string): Promise<InForce | null> {
  const content = await readWholeFile(join(stateDir, JOURNAL_FILE));
  return content === null ? null : foldFacts(readFactLines(content).facts).inForce;
}

function problemOf(thrown: unknown): { readonly problem: string } {
  const refusal = asRefusal(thrown);
  return { problem: `${refusal.message} (${refusal.helpCode})` };
}
