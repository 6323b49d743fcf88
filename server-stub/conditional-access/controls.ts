import type { Gate, GateKey } from '../../electron/contract/gate.ts';
import { bootstraps } from './bootstrap.ts';
import type { GateFacts } from './gate-facts.ts';
import type { BuiltInControl, ConditionalAccessPolicy, GrantControls } from './policy.ts';
import {
  type AuthenticationStrength,
  isMultifactor,
  isSatisfied,
  type MethodMode,
  modesOf,
} from './strengths.ts';

/** What opens MFA, cheapest first. */
export const MFA_KEYS: readonly GateKey[] = ['temporary_access_pass', 'passkey', 'software_oath'];

/** Cheapest first: what a person can do by themselves, what a device needs, what only IT can do. */
const KEY_ORDER: readonly GateKey[] = [
  ...MFA_KEYS,
  'password',
  'compliant_device',
  'joined_device',
  'administrator',
];

/** One control of a policy, judged. */
interface Ask {
  readonly requires: Gate['requires'];
  readonly satisfied: boolean;
  readonly opens: readonly GateKey[];
  readonly bootstrapped?: boolean;
}

const KEY_OF_MODE: Readonly<Record<MethodMode, GateKey>> = {
  temporaryAccessPassOneTime: 'temporary_access_pass',
  temporaryAccessPassMultiUse: 'temporary_access_pass',
  windowsHelloForBusiness: 'passkey',
  fido2: 'passkey',
  softwareKey: 'passkey',
  softwareOath: 'software_oath',
  password: 'password',
};

/** Combinations that can be shown here, as keys. The password alone never opens what asks for more than it. */
function keysOf(strength: AuthenticationStrength): GateKey[] {
  const usable = strength.allowedCombinations
    .map(modesOf)
    .filter((modes) => modes.every((mode) => Object.hasOwn(KEY_OF_MODE, mode)));
  const keys = usable.flatMap((modes) => {
    const own = modes.map((mode) => KEY_OF_MODE[mode as MethodMode]);
    return own.length > 1 ? own.filter((key) => key !== 'password') : own;
  });
  return inOrder(keys);
}

function inOrder(keys: readonly GateKey[]): GateKey[] {
  return KEY_ORDER.filter((key) => keys.includes(key));
}

/** Would a pass do, because the bootstrap grant stands in for the strength? Who has shown MFA already needs a better key. */
function passWouldDo(facts: GateFacts): boolean {
  if (isMultifactor(facts.shown)) return false;
  return bootstraps({ ...facts, shown: [...facts.shown, 'temporaryAccessPassOneTime'], passLeft: 1 });
}

function strengthAsk(id: string, facts: GateFacts): Ask {
  const requires = 'authentication_strength';
  const strength = facts.strengths.find((one) => one.id === id);
  // A strength that is gone accepts nothing: the policy that named it must not open by its absence.
  if (!strength) return { requires, satisfied: false, opens: ['administrator'] };
  const keys = keysOf(strength);
  if (isSatisfied(strength, facts.shown)) return { requires, satisfied: true, opens: keys };
  const bootstrapped = bootstraps(facts);
  const opens = passWouldDo(facts) ? inOrder(['temporary_access_pass', ...keys]) : keys;
  return { requires, satisfied: bootstrapped, opens, bootstrapped };
}

function controlAsk(control: BuiltInControl, facts: GateFacts): Ask {
  switch (control) {
    case 'block':
      return { requires: 'block', satisfied: false, opens: [] };
    case 'mfa':
      return { requires: 'mfa', satisfied: isMultifactor(facts.shown), opens: MFA_KEYS };
    case 'compliantDevice':
      return {
        requires: 'device',
        satisfied: facts.device?.isCompliant === true,
        opens: ['compliant_device'],
      };
    case 'domainJoinedDevice':
      return {
        requires: 'device',
        satisfied: facts.device?.trustType === 'ServerAD',
        opens: ['joined_device'],
      };
  }
}

/** "One of them": met by one, and where it is not, the cheapest names it and all of them are its keys. */
function anyOf(asks: readonly Ask[]): Ask[] {
  const met = asks.find((ask) => ask.satisfied && !ask.bootstrapped) ?? asks.find((ask) => ask.satisfied);
  const opens = inOrder(asks.flatMap((ask) => ask.opens));
  const rank = (ask: Ask) => Math.min(...ask.opens.map((key) => KEY_ORDER.indexOf(key)));
  const [cheapest] = [...asks].sort((a, b) => rank(a) - rank(b));
  const named = met ?? cheapest;
  return named ? [{ ...named, opens }] : [];
}

function asksOf(controls: GrantControls, facts: GateFacts): Ask[] {
  // Block is never one of several: whatever stands beside it, nobody gets through.
  if (controls.builtInControls.includes('block')) return [controlAsk('block', facts)];
  const asks = controls.builtInControls.map((control) => controlAsk(control, facts));
  const { authenticationStrength } = controls;
  if (authenticationStrength) asks.push(strengthAsk(authenticationStrength.id, facts));
  return controls.operator === 'OR' ? anyOf(asks) : asks;
}

/** The gates of one policy that applies: one for each control under AND, one for all of them under OR. Pure. */
export function policyGates(policy: ConditionalAccessPolicy, facts: GateFacts): Gate[] {
  const { id, displayName, grantControls, state } = policy;
  if (!grantControls) return [];
  return asksOf(grantControls, facts).map(({ requires, satisfied, opens, bootstrapped }) => ({
    id,
    displayName,
    requires,
    satisfied,
    opens: [...opens],
    ...(bootstrapped ? { bootstrapped } : {}),
    ...(state === 'enabledForReportingButNotEnforced' ? { reportOnly: true } : {}),
  }));
}
