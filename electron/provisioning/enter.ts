import type { DeadEnd } from '../contract/draft.ts';
import type { Fact } from '../contract/facts.ts';
import { Refusal, type RefusalNotice } from '../contract/refusal.ts';
import { NETWORK_CHECKS } from '../contract/view.ts';
import { resumeStanding } from './resume.ts';
import { eventOf } from './run-events.ts';
import { isStaging } from './staged.ts';
import { addFact } from './standing.ts';
import type { Effect, Stage, State, Transition } from './state.ts';

/*
 * The ways into each step. Entering clears what belonged to the screen before and says which work begins the step.
 */

/** Moves to a stage with nothing under way. */
export function show(state: State, stage: Stage, refusal: RefusalNotice | null = null): Transition {
  return { state: { ...state, stage, refusal, task: null, again: null, ceremony: null } };
}

/** Moves to a stage and begins its work. */
export function begin(
  state: State,
  stage: Stage,
  effect: Effect,
  refusal: RefusalNotice | null = null,
): Transition {
  return { ...show(state, stage, refusal), work: { facts: [], effect } };
}

/** Adds a fact, then goes on: the fact is durable before anything that follows from it begins. */
export function record(state: State, fact: Fact, next: (state: State) => Transition): Transition {
  const standing = addFact(state.standing, fact);
  const after = next({ ...state, standing });
  return {
    ...after,
    work: { facts: [fact, ...(after.work?.facts ?? [])], effect: after.work?.effect ?? null },
    // The release has told the directory everything before it became a fact.
    events: fact.fact === 'released' ? [] : eventOf(standing, fact),
  };
}

export function enterNetwork(state: State): Transition {
  const waiting = Object.fromEntries(NETWORK_CHECKS.map((check) => [check, 'waiting'])) as Record<
    (typeof NETWORK_CHECKS)[number],
    'waiting'
  >;
  return begin(state, { at: 'network', checks: { ...waiting, device: 'running' } }, { effect: 'reach' });
}

/** Opens a sign-in for the name that is known, or asks for the name. */
export function enterPass(state: State, refusal: RefusalNotice | null = null): Transition {
  if (state.account === null) return show(state, { at: 'account' }, refusal);
  const effect: Effect = { effect: 'openSignIn', userPrincipalName: state.account };
  return begin(state, { at: 'pass', showing: 'pass' }, effect, refusal);
}

/** Whoever may name the laptop does so before it joins; whoever prepared it may have done that for them. */
function mayName({ profile, standing, givenDeviceName }: State): boolean {
  const { named, joined, sealed } = standing;
  const isNew = named === null && joined === null && sealed === null;
  return profile?.deviceNameEditable === true && isNew && givenDeviceName === null;
}

export function enterJoin(state: State): Transition {
  return begin(state, { at: 'join' }, { effect: 'join', deviceName: state.deviceName ?? '' });
}

/** The end of IT's part. It needs the device key and no token: the directory knows whose reservation the key holds. */
export function enterSeal(state: State): Transition {
  return begin(state, { at: 'seal', sealed: false }, { effect: 'seal' });
}

export function enterCredential(state: State, refusal: RefusalNotice | null = null): Transition {
  const stage: Stage = { at: 'credential', phase: 'working', choices: [], picked: null };
  return begin(state, stage, { effect: 'listAuthenticators' }, refusal);
}

export function enterProof(state: State): Transition {
  const { created } = state.standing;
  if (!created) return enterCredential(state);
  const phase = created.authenticator === 'platform' ? 'prompt' : 'pin';
  return show(state, { at: 'proof', phase, authenticator: created.authenticator });
}

export function enterRelease(state: State): Transition {
  return begin(state, { at: 'release' }, { effect: 'release' });
}

/**
 * Goes on from where the facts say the run stands. With tokens in hand the step begins at once; without them (after a
 * restart) the reservation is taken up first.
 */
export function goOn(state: State, tokens: 'in-hand' | 'lost'): Transition {
  const { standing } = state;
  if (standing.released) {
    const stage: Stage = standing.inForce?.pinMustChange
      ? { at: 'ownPin' }
      : { at: 'done', finished: false, returning: true };
    return show(state, stage);
  }
  if (isStaging(state) && standing.joined && standing.reserved) return enterSeal(state);
  const { step, first } = resumeStanding(standing);
  if (first !== 'none' && tokens === 'lost' && standing.reserved) {
    const stage: Stage =
      step === 'join' ? { at: 'join' } : { at: 'credential', phase: 'working', choices: [], picked: null };
    const { userPrincipalName } = standing.reserved;
    return begin(state, stage, { effect: 'takeUpReservation', userPrincipalName });
  }
  if (first === 'register') return registerAgain(state);
  switch (step) {
    case 'join':
      return mayName(state) ? show(state, { at: 'naming' }) : enterJoin(state);
    case 'credential':
      return enterCredential(state);
    case 'proof':
      return enterProof(state);
    case 'release':
      return enterRelease(state);
    default:
      if (state.deadEnd && state.account !== null) return enterDeadEnd(state, state.deadEnd, state.account);
      // A second run on this device is for the person whose key is here, and a sealed laptop for whom it was sealed.
      return standing.inForce || standing.sealed?.for || state.wasAtPass || state.nameIsGiven
        ? enterPass({ ...state, wasAtPass: false })
        : show(state, { at: 'account' });
  }
}

/** The dead end as it was before the restart. Nothing is asked for again: what was answered, the directory knows. */
function enterDeadEnd(state: State, deadEnd: DeadEnd, userPrincipalName: string): Transition {
  const { slug, gates, interval, since } = deadEnd;
  const watching = interval > 0 ? { since, lookedAt: since } : null;
  const refusal = new Refusal(slug, { gates }).toJSON();
  const stage: Stage = { at: 'loop', gates, interval, refusal, watching };
  const next = { ...state, deadEnd: null };
  return watching ? begin(next, stage, { effect: 'resumeWatch', userPrincipalName }) : show(next, stage);
}

/** Sends the journaled attestation answer (again). */
export function registerAgain(state: State): Transition {
  const { created } = state.standing;
  if (!created) return enterCredential(state);
  const stage: Stage = { at: 'credential', phase: 'working', choices: [], picked: created.authenticator };
  const effect: Effect = {
    effect: 'register',
    registration: created.registration,
    deviceName: state.deviceName ?? '',
  };
  return begin(state, stage, effect);
}
