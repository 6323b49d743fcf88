import type { MachinePolicy, Overridable } from '../contract/machine-policy.ts';
import { Refusal } from '../contract/refusal.ts';
import type { Merged } from './merge.ts';

/** The variable that says the same as a member of the policy. */
export const VARIABLES: Readonly<Record<Overridable, string>> = {
  directory: 'LATCHKEY_DIRECTORY',
  caFile: 'LATCHKEY_CA',
  rpId: 'LATCHKEY_RP_ID',
  uiOrigin: 'LATCHKEY_UI_ORIGIN',
  state: 'LATCHKEY_STATE',
  keychainGroup: 'LATCHKEY_KEYCHAIN_GROUP',
  technicianKey: 'LATCHKEY_TECHNICIAN_KEY',
  handoverUser: 'LATCHKEY_HANDOVER_USER',
  answers: 'LATCHKEY_ANSWERS',
  tcti: 'LATCHKEY_TCTI',
  vault: 'LATCHKEY_VAULT',
  proxy: 'LATCHKEY_PROXY',
  portalCheck: 'LATCHKEY_PORTAL_CHECK',
};

/** Something that somebody gave at the start. */
export interface Given {
  /** `--directory`, `LATCHKEY_DIRECTORY`: for the sentence. */
  readonly name: string;
  readonly value: string;
}

/** What holds for one member, and who said it. */
export interface Settled {
  readonly value: string;
  readonly from: string;
}

/**
 * Policy wins. Something given that says the same is fine; something given that says otherwise is refused, because whoever gave it
 * believes that it holds; unless the policy allows just that. Pure.
 * @throws Refusal policy_conflict
 */
export function settle(member: Overridable, { policy, from }: Merged, given: Given | null): Settled | null {
  const said = policy[member];
  if (said === undefined) return given === null ? null : { value: given.value, from: given.name };
  const text = typeof said === 'string' ? said : JSON.stringify(said);
  const source = from[member] ?? 'machine policy';
  if (given === null || isSame(member, given.value, text)) return { value: text, from: source };
  if (policy.allowOverride?.includes(member)) return { value: given.value, from: given.name };
  throw new Refusal('policy_conflict', {
    detail: `${given.name} says otherwise than ${source} at /${member}, which does not allow it.`,
  });
}

function isSame(member: Overridable, one: string, other: string): boolean {
  if (member !== 'directory') return one === other;
  const [left, right] = [URL.parse(one), URL.parse(other)];
  return left !== null && left.href === right?.href;
}

/** The variables of this process as they hold under the policy. Members that have no place in a variable are left out. */
export function settledEnvironment(
  merged: Merged,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const settled: Record<string, string | undefined> = { ...environment };
  for (const [member, name] of Object.entries(VARIABLES) as [Overridable, string][]) {
    const value = environment[name];
    const result = settle(member, merged, value ? { name, value } : null);
    if (result === null) continue;
    settled[name] = member === 'technicianKey' && result.from !== name ? undefined : result.value;
  }
  return settled;
}

/** Somebody may have put a password into an address all the same: it is nobody's to read. */
const withoutName = (value: string): string => value.replace(/^([a-z]+:\/\/)[^/?#]*@/i, '$1');

/** Every member that holds, for doctor: the value in one line and where it comes from. Throws nothing: a conflict is told. */
export function tellSettled(
  merged: Merged,
  environment: Readonly<Record<string, string | undefined>>,
): readonly { readonly member: string; readonly value: string; readonly from: string }[] {
  const rows = (Object.entries(VARIABLES) as [Overridable, string][]).flatMap(([member, name]) => {
    const value = environment[name];
    try {
      const settled = settle(member, merged, value ? { name, value } : null);
      return settled === null ? [] : [{ member, ...settled, value: withoutName(settled.value) }];
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      return [{ member, value: `refused: ${thrown.details.detail ?? ''}`, from: name }];
    }
  });
  const others = (['profile', 'authenticators', 'branding', 'allowOverride'] as const).flatMap((member) => {
    const value: MachinePolicy[typeof member] = merged.policy[member];
    if (value === undefined) return [];
    return [{ member, value: inOneLine(value), from: merged.from[member] ?? '' }];
  });
  return [...rows, ...others];
}

/** The shapes of a mark fill a screen and tell nobody anything: how many there are is enough. */
function inOneLine(value: MachinePolicy[keyof MachinePolicy]): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value, (member, inner) =>
    member === 'paths' && Array.isArray(inner) ? `${inner.length} shapes` : inner,
  );
}
