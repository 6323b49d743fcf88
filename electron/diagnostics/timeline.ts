import type { RefusalNotice } from '../contract/refusal.ts';
import type { View } from '../contract/view.ts';
import { MOST_MOMENTS, type Moment } from '../contract/wire/report.ts';
import { kept } from './redaction.ts';

type Place = Pick<Moment, 'step' | 'screen'>;

interface Entry {
  /** Seconds since 1970. */
  readonly at: number;
  readonly place: Place;
  readonly refusal: RefusalNotice | null;
  readonly times: number;
}

/**
 * What happened since this program began: which screens were shown and what was refused. In memory only, because no fact
 * depends on it; what has to survive is in the journal.
 */
export class Timeline {
  #entries: readonly Entry[] = [];
  #place: Place = { step: 'welcome', screen: 'welcome' };

  /** A view was shown. */
  shown({ step, screen }: View, at: number): void {
    const place = { step, screen: screen.kind };
    const last = this.#entries.findLast(({ refusal }) => refusal === null)?.place;
    this.#place = place;
    if (last?.screen === place.screen && last.step === place.step) return;
    this.#add({ at, place, refusal: null, times: 1 });
  }

  /** Work was refused. The same again and again is one entry. */
  refused(refusal: RefusalNotice, at: number): void {
    const last = this.#entries.at(-1);
    const again = last?.refusal?.slug === refusal.slug;
    if (again) this.#entries = this.#entries.slice(0, -1);
    this.#add({ at, place: this.#place, refusal, times: again ? last.times + 1 : 1 });
  }

  /** Oldest first. */
  moments(): Moment[] {
    const screens = this.#entries.filter(({ refusal }) => refusal === null);
    return this.#entries.map((entry) => {
      const next = entry.refusal === null ? screens[screens.indexOf(entry) + 1] : undefined;
      return momentOf(entry, next?.at);
    });
  }

  #add(entry: Entry): void {
    this.#entries = [...this.#entries, entry].slice(-MOST_MOMENTS);
  }
}

function momentOf({ at, place, refusal, times }: Entry, until: number | undefined): Moment {
  const shared = { at: new Date(at * 1000).toISOString(), ...place };
  if (refusal === null) {
    // A clock that was set back meanwhile is no reason for a negative time.
    const seconds = until === undefined ? {} : { seconds: Math.max(0, Math.round(until - at)) };
    return { ...shared, what: 'screen', ...seconds };
  }
  const requestId = kept('id', refusal.requestId);
  return {
    ...shared,
    what: 'refused',
    slug: refusal.slug,
    helpCode: refusal.helpCode,
    ...(requestId !== undefined && { requestId }),
    ...(times > 1 && { times }),
  };
}
