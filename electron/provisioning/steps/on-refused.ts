import type { RefusalNotice } from '../../contract/refusal.ts';
import { refusalRow, type Slug } from '../../contract/refusals.ts';
import { begin, enterJoin, enterPass, show } from '../enter.ts';
import type { Stage, State, Transition } from '../state.ts';

/** The way to the directory is gone; the bottom row says so. */
const OFFLINE: ReadonlySet<Slug> = new Set([
  'link_down',
  'name_not_resolved',
  'directory_unreachable',
  'captive_portal',
  'proxy_refused',
]);

/** What was won with the pass is gone: the way on is to enter it (or a new one) again. */
const NEEDS_PASS: ReadonlySet<Slug> = new Set([
  'token_invalid',
  'authentication_stale',
  'sign_in_frequency',
  'registration_window_closed',
  'reservation_ended',
  'reservation_limit',
  'pass_not_found',
  'pass_expired',
  'pass_used',
  'pass_reserved',
  'credential_unknown',
  'credential_damaged',
]);

/** The person did everything right and policy stands in the way: explained on a screen of its own. */
const EXPLAINED: ReadonlySet<Slug> = new Set([
  'mfa_enrolment_required',
  'mfa_required',
  'policy_blocked',
  'join_blocked',
  'device_quota',
]);

/** The way on is another name. */
const NEEDS_NAME: ReadonlySet<Slug> = new Set(['device_name_taken', 'device_name_invalid']);

/** Seconds between two looks at the directory where it did not say. */
const DEFAULT_INTERVAL = 5;

/** What follows from work that was refused. */
export function onRefused(before: State, told: RefusalNotice, at: number): Transition {
  const refusal: RefusalNotice = told.retryAfter ? { ...told, retryAt: at + told.retryAfter } : told;
  const state: State = {
    ...before,
    task: null,
    ceremony: null,
    refusal,
    connection: OFFLINE.has(refusal.slug) ? 'offline' : before.connection,
  };
  const { stage } = state;
  switch (stage.at) {
    case 'abandoned':
      return { state: { ...state, refusal: null, stage: { ...stage, told: false } } };
    case 'network':
      return { state: { ...state, stage: { at: 'network', checks: failRunning(stage.checks) } } };
    case 'pass':
      return onSignInRefused(state, refusal, at);
    case 'loop':
      return onPollRefused(state, stage, refusal);
    case 'join':
    case 'seal':
    case 'credential':
    case 'proof':
      return onLateRefusal(state, stage, refusal);
    default:
      return { state };
  }
}

function failRunning(checks: Extract<Stage, { at: 'network' }>['checks']): typeof checks {
  const entries = Object.entries(checks).map(([check, was]) => [check, was === 'running' ? 'failed' : was]);
  return Object.fromEntries(entries) as typeof checks;
}

function onSignInRefused(state: State, refusal: RefusalNotice, at: number): Transition {
  if (refusal.slug === 'session_invalid') return enterPass(state, refusal);
  if (!EXPLAINED.has(refusal.slug)) return { state };
  const watched = refusal.slug === 'mfa_enrolment_required' || refusal.slug === 'mfa_required';
  const interval = watched ? (refusal.retryAfter ?? DEFAULT_INTERVAL) : 0;
  const watching = watched ? { since: at, lookedAt: at } : null;
  const loop: Stage = { at: 'loop', gates: refusal.gates ?? [], interval, refusal, watching };
  return watched ? begin(state, loop, { effect: 'poll', seconds: interval }) : show(state, loop);
}

/** The dead end keeps watching through a bad network; only a session that has ended brings the question back. */
function onPollRefused(
  state: State,
  stage: Extract<Stage, { at: 'loop' }>,
  refusal: RefusalNotice,
): Transition {
  const { retry } = refusalRow(refusal.slug);
  if (refusal.slug !== 'session_invalid' && (retry === 'now' || retry === 'later')) {
    const seconds = Math.max(refusal.retryAfter ?? 0, stage.interval, DEFAULT_INTERVAL);
    return begin(state, stage, { effect: 'poll', seconds });
  }
  return show(state, { at: 'pass', showing: 'password' }, refusal);
}

type Late = Extract<Stage, { at: 'join' | 'seal' | 'credential' | 'proof' }>;

function onLateRefusal(state: State, stage: Late, refusal: RefusalNotice): Transition {
  if (NEEDS_PASS.has(refusal.slug)) {
    const standing = { ...state.standing, created: null, registered: null };
    return enterPass({ ...state, standing }, refusal);
  }
  if (refusal.slug === 'device_not_joined' && stage.at !== 'join') {
    return enterJoin({ ...state, standing: { ...state.standing, joined: null } });
  }
  if (stage.at === 'join' && NEEDS_NAME.has(refusal.slug)) return show(state, { at: 'naming' }, refusal);
  if (stage.at === 'credential') return onCredentialRefused(state, stage, refusal);
  return { state };
}

/** A key that could not be made or registered is made again; nothing of it is in the directory. */
function onCredentialRefused(
  state: State,
  stage: Extract<Stage, { at: 'credential' }>,
  refusal: RefusalNotice,
): Transition {
  switch (refusal.slug) {
    case 'challenge_expired':
    case 'challenge_unknown': {
      const standing = { ...state.standing, created: null, registered: null };
      // The choices are not known after a restart; begin the step anew and keep the sentence.
      return begin(
        { ...state, standing },
        { ...stage, phase: 'working' },
        { effect: 'listAuthenticators' },
        refusal,
      );
    }
    case 'attestation_refused':
    case 'credential_exists':
    case 'authenticator_unavailable':
    case 'authenticator_not_allowed': {
      const standing = { ...state.standing, created: null, registered: null };
      return show({ ...state, standing }, { ...stage, phase: 'choose', picked: null }, refusal);
    }
    default:
      return { state };
  }
}
