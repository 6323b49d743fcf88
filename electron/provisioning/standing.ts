import type { Fact, FactName } from '../contract/facts.ts';

type Of<Name extends FactName> = Extract<Fact, { fact: Name }>;

/** The facts of a run, folded: for each kind the one that counts. */
export interface Standing {
  readonly started: Of<'started'> | null;
  readonly reserved: Of<'reserved'> | null;
  readonly joined: Of<'joined'> | null;
  readonly created: Of<'created'> | null;
  readonly registered: Of<'registered'> | null;
  readonly proved: Of<'proved'> | null;
  readonly released: Of<'released'> | null;
}

export const NOTHING_YET: Standing = {
  started: null,
  reserved: null,
  joined: null,
  created: null,
  registered: null,
  proved: null,
  released: null,
};

/**
 * Adds one fact. A new reservation forgets a credential that was not proved: the directory has deleted it together with
 * the reservation it was made under. A new credential forgets that another one was registered.
 */
export function addFact(standing: Standing, fact: Fact): Standing {
  switch (fact.fact) {
    case 'started':
      return { ...standing, started: fact };
    case 'reserved':
      return standing.reserved?.reservationId === fact.reservationId
        ? { ...standing, reserved: fact }
        : { ...standing, reserved: fact, created: null, registered: null };
    case 'joined':
      return { ...standing, joined: fact };
    case 'created':
      return { ...standing, created: fact, registered: null };
    case 'registered':
      return { ...standing, registered: fact };
    case 'proved':
      return { ...standing, proved: fact };
    case 'released':
      return { ...standing, released: fact };
  }
}

export function foldFacts(facts: readonly Fact[]): Standing {
  return facts.reduce(addFact, NOTHING_YET);
}
