import type { MachinePolicy, Overridable } from '../contract/machine-policy.ts';
import { readMachinePolicy, requirePolicy } from './read.ts';
import { settle, settledEnvironment } from './settle.ts';

/** What somebody typed; `null` or missing: nothing. */
export interface TypedStart {
  readonly directory?: string | null;
  readonly caFile?: string | null;
  readonly rpId?: string | null;
  readonly state?: string | null;
  readonly answers?: string | null;
}

/** The same under machine policy. */
export interface PolicyStart {
  readonly directory: string | null;
  readonly caFile: string | null;
  readonly rpId: string | null;
  readonly uiOrigin: string | null;
  readonly state: string | null;
  readonly answers: string | null;
  readonly policy: MachinePolicy;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Variables that only the kiosk reads: in a terminal the argument is what somebody gives. */
const KIOSK_ONLY = [
  'LATCHKEY_DIRECTORY',
  'LATCHKEY_CA',
  'LATCHKEY_RP_ID',
  'LATCHKEY_UI_ORIGIN',
  'LATCHKEY_STATE',
  'LATCHKEY_ANSWERS',
];

/**
 * Arguments and variables of a terminal command under the policy of this machine.
 * @throws Refusal policy_unsafe, policy_invalid, policy_conflict
 */
export function startUnderPolicy(typed: TypedStart): PolicyStart {
  const merged = requirePolicy(readMachinePolicy());
  const read = Object.entries(process.env).filter(([name]) => !KIOSK_ONLY.includes(name));
  const value = (member: Overridable, name: string, given: string | null | undefined) =>
    settle(member, merged, given ? { name, value: given } : null)?.value ?? null;
  return {
    directory: value('directory', '--directory', typed.directory),
    caFile: value('caFile', '--ca', typed.caFile),
    rpId: value('rpId', '--rp-id', typed.rpId),
    uiOrigin: value('uiOrigin', '', null),
    state: value('state', '--state', typed.state),
    answers: value('answers', '--answers', typed.answers),
    policy: merged.policy,
    environment: settledEnvironment(merged, Object.fromEntries(read)),
  };
}

/** What a run begins with; `null` where nobody names a directory. @throws as `startUnderPolicy` */
export function machineStart(typed: TypedStart) {
  const { directory, rpId: named, uiOrigin, ...rest } = startUnderPolicy(typed);
  if (directory === null) return null;
  const rpId = named ?? 'localhost';
  return { ...rest, directory, rpId, uiOrigin: uiOrigin ?? `https://${rpId}` };
}
