import type { RefusalNotice } from '../contract/refusal.ts';
import type { Slug } from '../contract/refusals.ts';
import type { Effect } from './state.ts';

/** How long work is done again by itself: until it works or somebody goes elsewhere, for a while, or not at all. */
type Patience = 'endless' | 'a while' | 'none';

interface Ride {
  readonly patience: Patience;
  readonly why: string;
}

const SAFE: Ride = { patience: 'endless', why: 'safe to repeat, and nothing secret waits with it' };
const TYPED: Ride = { patience: 'a while', why: 'what was typed waits in memory, and that not for ever' };

/** Work that a bad network cannot stop. What is not listed is told at once. */
const RIDES: Readonly<Partial<Record<Effect['effect'], Ride>>> = {
  reach: SAFE,
  openSignIn: SAFE,
  takeUpReservation: SAFE,
  join: SAFE,
  listAuthenticators: SAFE,
  register: SAFE,
  release: SAFE,
  answerPass: TYPED,
  answerPassword: TYPED,
  create: TYPED,
  prove: TYPED,
};

/** Refusals of the way, not of the matter: the next try may end otherwise without anybody doing anything about it. */
const OF_THE_WAY: Readonly<Partial<Record<Slug, { readonly most: number; readonly why: string }>>> = {
  link_down: { most: Infinity, why: 'a cable is plugged in again' },
  no_address: { most: Infinity, why: 'a lease comes late' },
  name_not_resolved: { most: Infinity, why: 'DNS comes after the address' },
  directory_unreachable: { most: Infinity, why: 'a directory is started again' },
  connection_blocked: { most: Infinity, why: 'packets get lost on a bad line as well' },
  captive_portal: { most: Infinity, why: 'IT lets the laptop through' },
  proxy_unreachable: { most: Infinity, why: 'a VPN or a proxy comes up' },
  proxy_password_wanted: { most: Infinity, why: 'IT exempts the directory' },
  proxy_refused: { most: Infinity, why: 'IT allows the directory, or the proxy’s own way out comes back' },
  clock_wrong: { most: Infinity, why: 'somebody sets the clock' },
  certificate_expired: { most: Infinity, why: 'the certificate is renewed, or the clock is set' },
  directory_busy: { most: Infinity, why: 'it says itself when to come back' },
  directory_failed: {
    most: 3,
    why: 'a bug of the directory fails each time; nobody should watch that for ever',
  },
};

/** Seconds between two tries: soon at first, because most blips are short. */
const PAUSES = [2, 4, 8, 15] as const;

/** A directory that asks for more is asked again earlier than that, so that no screen stands still for longer. */
const LONGEST_PAUSE = 600;

/** What was typed is kept for so many seconds of waiting, then asked for again. */
const A_WHILE = 300;

export interface SoFar {
  /** Tries so far, from 1. */
  readonly attempt: number;
  /** Seconds waited so far. */
  readonly waited: number;
}

/** Seconds until the same work is tried again, or `null`: it is told. Pure. */
export function pauseAfter(
  effect: Effect,
  refusal: RefusalNotice,
  { attempt, waited }: SoFar,
): number | null {
  const patience = patienceWith(effect);
  const most = OF_THE_WAY[refusal.slug]?.most ?? 0;
  if (patience === 'none' || attempt > most) return null;
  const own = PAUSES[Math.min(attempt, PAUSES.length) - 1] ?? 0;
  const pause = Math.min(Math.max(own, refusal.retryAfter ?? 0), LONGEST_PAUSE);
  return patience === 'a while' && waited + pause > A_WHILE ? null : pause;
}

function patienceWith(effect: Effect): Patience {
  // The operating system's prompt opens upon a press only: it cannot be shown again by itself.
  if ((effect.effect === 'create' || effect.effect === 'prove') && effect.pin === null) return 'none';
  return RIDES[effect.effect]?.patience ?? 'none';
}
