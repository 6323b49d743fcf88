import { Refusal, type RefusalNotice } from '../../contract/refusal.ts';
import { NETWORK_CHECKS } from '../../contract/view.ts';
import { pickAutomatically } from '../choose.ts';
import {
  begin,
  enterCredential,
  enterJoin,
  enterProof,
  enterRelease,
  enterSeal,
  goOn,
  record,
  registerAgain,
  show,
} from '../enter.ts';
import type { Result } from '../event.ts';
import { awaitsItsPerson, isStaging } from '../staged.ts';
import { DEFAULT_PREFERENCES, type State, type Transition } from '../state.ts';

type Of<Kind extends Result['of']> = Extract<Result, { of: Kind }>;

/** What follows from work that went well. `at` is now, in seconds since 1970. */
export function onResult(before: State, result: Result, at: number): Transition {
  const state: State = { ...before, task: null, again: null, refusal: null, ceremony: null };
  switch (result.of) {
    case 'reach':
      return onReached(state, result, at);
    case 'openSignIn':
    case 'answerPassword':
    case 'poll':
      return onMethods({ ...state, connection: 'connected' }, result, before, at);
    case 'answerPass':
    case 'takeUpReservation':
      return onReserved(state, result, at);
    case 'join': {
      const { deviceId, objectId } = result;
      return record(state, { fact: 'joined', deviceId, objectId, at }, (next) =>
        isStaging(next) ? enterSeal(next) : enterCredential(next),
      );
    }
    case 'seal':
      return onSealed(state, result, at);
    case 'listAuthenticators':
      return onChoices(state, result, before.refusal);
    case 'create':
      return onCreated(state, result, at);
    case 'register':
      return onRegistered(state, result, at);
    case 'prove':
      return onProved(state, at);
    case 'release':
      return record(state, { fact: 'released', at }, (next) =>
        show(next, { at: 'done', finished: false, returning: false }),
      );
    case 'changePin':
      return record(state, { fact: 'pinChanged', credentialId: result.credentialId, at }, (next) =>
        show(next, { at: 'done', finished: false, returning: true }),
      );
    case 'abandon':
      return state.stage.at === 'abandoned' ? show(state, { ...state.stage, told: result.told }) : { state };
    case 'record':
      return state.stage.at === 'seal' ? show(state, { at: 'seal', sealed: true }) : { state };
  }
}

function onReached(state: State, result: Of<'reach'>, at: number): Transition {
  const checks = Object.fromEntries(NETWORK_CHECKS.map((check) => [check, 'passed'])) as Record<
    (typeof NETWORK_CHECKS)[number],
    'passed'
  >;
  const { started } = state.standing;
  const known: State = {
    ...state,
    profile: result.profile,
    skewSeconds: result.skewSeconds,
    serialNumber: result.serialNumber,
    deviceName: state.standing.named?.deviceName ?? started?.deviceName ?? result.deviceName,
    connection: 'connected',
    stage: { at: 'network', checks },
  };
  // Another key is another device: going on would leave the one that has joined an orphan.
  if (started && started.keyThumbprint !== result.keyThumbprint) {
    return show(known, known.stage, new Refusal('device_key_lost').toJSON());
  }
  const tenantId = result.profile.tenant.id;
  // The facts are about another company: nothing that they say holds here.
  if (started?.tenantId !== undefined && started.tenantId !== tenantId) {
    return show(known, known.stage, new Refusal('state_of_another').toJSON());
  }
  const again = (state.renew && state.standing.released !== null) || wasAbandoned(state);
  const afterSeal = awaitsItsPerson(state.standing) && !again;
  if (started && !again && !afterSeal) return goOn(known, 'lost');
  const { keyThumbprint, deviceName, freshRunId } = result;
  // Whose set-up was ended is not who comes next.
  const account = wasAbandoned(state) ? (state.standing.inForce?.userPrincipalName ?? null) : state.account;
  const more = afterSeal ? ({ afterSeal: true } as const) : {};
  const fact = {
    fact: 'started',
    runId: freshRunId,
    keyThumbprint,
    deviceName,
    tenantId,
    ...more,
    at,
  } as const;
  return record({ ...known, account, renew: false, abandonedRun: null }, fact, (next) => goOn(next, 'lost'));
}

/** A technician has ended the run that the facts are of: whatever comes now is another one. */
function wasAbandoned({ standing, abandonedRun }: State): boolean {
  return standing.started !== null && standing.started.runId === abandonedRun && standing.released === null;
}

/** A sign-in is open, or a password was right but not enough, or a poll looked again. */
function onMethods(
  state: State,
  result: Of<'openSignIn' | 'answerPassword' | 'poll'>,
  before: State,
  at: number,
): Transition {
  const passOffered = result.methods.includes('temporary_access_pass');
  if (result.of === 'openSignIn') {
    if (passOffered) return show(state, { at: 'pass', showing: 'pass' }, before.refusal);
    return show(state, { at: 'account' }, new Refusal('federated_sign_in').toJSON());
  }
  if (passOffered) return show(state, { at: 'pass', showing: 'pass' });
  const { stage } = before;
  const refusal =
    stage.at === 'loop' ? stage.refusal : new Refusal('mfa_required', { gates: result.gates }).toJSON();
  const since = stage.at === 'loop' ? (stage.watching?.since ?? at) : at;
  const { gates, interval } = result;
  const loop = { at: 'loop', gates, interval, refusal, watching: { since, lookedAt: at } } as const;
  return begin(state, loop, { effect: 'poll', seconds: result.interval });
}

function onReserved(state: State, result: Of<'answerPass' | 'takeUpReservation'>, at: number): Transition {
  const { reservationId, endsAt, userId, userPrincipalName, personName } = result;
  const fact = {
    fact: 'reserved',
    reservationId,
    userPrincipalName,
    userId,
    personName,
    endsAt,
    at,
  } as const;
  const next = (after: State) => goOn({ ...after, account: userPrincipalName }, 'in-hand');
  // Taking up what the journal knows already is no new fact.
  return state.standing.reserved?.reservationId === reservationId ? next(state) : record(state, fact, next);
}

/** From here on the laptop is somebody else's: whoever staged it leaves neither a name nor a language behind. */
function onSealed(state: State, { assignedTo }: Of<'seal'>, at: number): Transition {
  const { joined, reserved } = state.standing;
  if (!joined || !reserved) return enterJoin(state);
  const fact = {
    fact: 'sealed',
    by: reserved.userPrincipalName,
    for: assignedTo,
    deviceId: joined.deviceId,
    at,
  } as const;
  return record(state, fact, (next) =>
    // It is said only once the fact is durable: whoever reads it switches the laptop off.
    show({ ...next, account: null, preferences: DEFAULT_PREFERENCES }, { at: 'seal', sealed: false }),
  );
}

function onChoices(state: State, result: Of<'listAuthenticators'>, why: RefusalNotice | null): Transition {
  const { choices } = result;
  const choose = { at: 'credential', phase: 'choose', choices, picked: null } as const;
  const picked = pickAutomatically(choices);
  if (picked instanceof Refusal) return show(state, choose, why ?? picked.toJSON());
  if (choices.filter((choice) => choice.available).length > 1) return show(state, choose, why);
  const phase = picked === 'platform' ? 'prompt' : 'pin';
  return show(state, { at: 'credential', phase, choices, picked }, why);
}

function onCreated(state: State, result: Of<'create'>, at: number): Transition {
  if (state.stage.at !== 'credential' || !state.stage.picked) return enterCredential(state);
  const { registration } = result;
  const fact = {
    fact: 'created',
    authenticator: state.stage.picked,
    credentialId: registration.id,
    registration,
    // Where the gesture is the system's own there is no PIN of ours to change.
    ...(state.staged && state.stage.picked !== 'platform' && { staged: true }),
    at,
  } as const;
  return record(state, fact, registerAgain);
}

function onRegistered(state: State, result: Of<'register'>, at: number): Transition {
  const { created } = state.standing;
  if (!created) return enterJoin(state);
  const { credentialId } = created;
  return record(state, { fact: 'registered', credentialId, methodId: result.methodId, at }, enterProof);
}

function onProved(state: State, at: number): Transition {
  const { created } = state.standing;
  if (!created) return enterCredential(state);
  return record(state, { fact: 'proved', credentialId: created.credentialId, at }, enterRelease);
}
