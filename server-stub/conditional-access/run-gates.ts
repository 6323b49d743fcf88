import type { Gate, GateKey } from '../../electron/contract/gate.ts';
import { HOLD_MS } from '../passes/usability.ts';
import type { GateFacts } from './gate-facts.ts';

const BY_IT: GateKey[] = ['administrator'];

function joinGates({ join, run }: GateFacts): Gate[] {
  const step = 'join' as const;
  const gates: Gate[] = [];
  if (run !== null && !run.deviceEnabled) {
    const displayName = 'The device is switched off in the directory';
    gates.push({
      id: 'device-enabled',
      displayName,
      requires: 'device',
      satisfied: false,
      opens: BY_IT,
      step,
    });
  }
  if (join === null) return gates;
  const { allowed, owned, quota } = join;
  return [
    ...gates,
    {
      id: 'device-join',
      displayName: 'Who may join devices',
      requires: 'join',
      satisfied: allowed,
      opens: BY_IT,
      step,
    },
    {
      id: 'device-quota',
      displayName: `Devices per user: ${quota}`,
      requires: 'quota',
      satisfied: owned < quota,
      opens: BY_IT,
      step,
    },
  ];
}

/** What a sign-in refuses by itself before any policy is asked: preflight says it as gates. */
function accountGates({ run }: GateFacts): Gate[] {
  if (run === null) return [];
  const step = 'pass' as const;
  return [
    {
      id: 'account-enabled',
      displayName: 'The account is switched on',
      requires: 'scope',
      satisfied: run.accountEnabled,
      opens: BY_IT,
      step,
    },
    {
      id: 'pass-scope',
      displayName: 'Who may use a Temporary Access Pass',
      requires: 'scope',
      satisfied: run.inPassScope,
      opens: BY_IT,
      step,
    },
  ];
}

/** Time left against time needed. Without a pass there is nothing to measure: the gate that asks for one says so. */
function timeGates({ run }: GateFacts): Gate[] {
  if (!run?.pass) return [];
  const { pass, needed } = run;
  // It is held for so long from the moment it is entered, however long it would last.
  const left = pass.isUsableOnce ? Math.min(pass.left, HOLD_MS) : pass.left;
  return [
    {
      id: 'pass-time',
      displayName: 'Time left on the pass for the whole run',
      requires: 'time',
      satisfied: pass.startsIn <= 0 && left >= needed,
      opens: ['temporary_access_pass'],
      step: 'pass',
    },
  ];
}

function credentialGates({ run }: GateFacts): Gate[] {
  if (run === null) return [];
  const step = 'credential' as const;
  return [
    {
      id: 'authenticator',
      displayName: 'Authenticators that the profile allows',
      requires: 'authentication_strength',
      satisfied: run.authenticatorAllowed,
      opens: BY_IT,
      step,
    },
    {
      id: 'credential',
      displayName: 'Attestation of sign-in keys',
      requires: 'authentication_strength',
      satisfied: run.attestationPossible,
      opens: BY_IT,
      step,
    },
    {
      id: 'another-method',
      displayName: 'Another method, on a hybrid-joined device',
      requires: 'authentication_strength',
      satisfied: run.anotherMethod,
      opens: ['password', 'software_oath', 'passkey'],
      step,
    },
  ];
}

/** The gates of a run that are no policy's: account, pass, time, join, credential. Pure. */
export function runGates(facts: GateFacts): Gate[] {
  return [...accountGates(facts), ...timeGates(facts), ...joinGates(facts), ...credentialGates(facts)];
}
