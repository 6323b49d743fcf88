import type { Fact, FactName } from '../contract/facts.ts';
import type { AuthenticatorName } from '../contract/wire/provisioning.ts';

type Of<Name extends FactName> = Extract<Fact, { fact: Name }>;

/** The credential that opens the directory today: the last one that was proved and not removed since. */
export interface InForce {
  readonly credentialId: string;
  /** What the directory calls it. */
  readonly methodId: string;
  readonly authenticator: AuthenticatorName;
  readonly userPrincipalName: string;
  /** When it was proved, seconds since 1970. */
  readonly since: number;
  /** Somebody else chose the PIN, and it was not changed since. */
  readonly pinMustChange: boolean;
}

/** The facts of a run, folded: for each kind the one that counts. */
export interface Standing {
  readonly started: Of<'started'> | null;
  readonly reserved: Of<'reserved'> | null;
  /** A name of the person's own choice. It is the device's, so it outlives a reservation. */
  readonly named: Of<'named'> | null;
  readonly joined: Of<'joined'> | null;
  /** IT has done its part. Holds for the run that was sealed, and for that of the laptop's person after it. */
  readonly sealed: Of<'sealed'> | null;
  readonly created: Of<'created'> | null;
  readonly registered: Of<'registered'> | null;
  readonly proved: Of<'proved'> | null;
  readonly released: Of<'released'> | null;
  /** Outlives the run that made it: a second run leaves it alone until the new credential is proved. */
  readonly inForce: InForce | null;
  /** What kind the last proved credential was, removed or not: the next one is never silently weaker. */
  readonly lastUsed: AuthenticatorName | null;
}

export const NOTHING_YET: Standing = {
  started: null,
  reserved: null,
  named: null,
  joined: null,
  sealed: null,
  created: null,
  registered: null,
  proved: null,
  released: null,
  inForce: null,
  lastUsed: null,
};

/**
 * Adds one fact. A new reservation forgets a credential that was not proved: the directory has deleted it together with
 * the reservation it was made under. A new credential forgets that another one was registered.
 *
 * A run that was released is over. `started` after it is a second run on the same device (a forgotten PIN), and so is a new
 * reservation: both begin anew behind the join, with the old credential in force until the new one is proved. The same goes
 * for a run that was abandoned: its reservation and what was made under it are gone.
 *
 * A laptop that was sealed begins anew before the join: it is joined once more by its person, whose device it then is.
 */
export function addFact(standing: Standing, fact: Fact): Standing {
  switch (fact.fact) {
    case 'started':
      return isAnother(standing, fact)
        ? { ...behindTheJoin(standing), started: fact, sealed: fact.afterSeal ? standing.sealed : null }
        : { ...standing, started: fact };
    case 'reserved':
      return standing.reserved?.reservationId === fact.reservationId
        ? { ...standing, reserved: fact }
        : {
            ...behindTheJoin(standing),
            started: standing.started,
            sealed: isStagedAnew(standing, fact) ? null : standing.sealed,
            reserved: fact,
          };
    case 'named':
      return { ...standing, named: fact };
    case 'joined':
      return { ...standing, joined: fact };
    case 'sealed': {
      const { started, named, inForce, lastUsed } = standing;
      return { ...NOTHING_YET, started, named, sealed: fact, inForce, lastUsed };
    }
    case 'created':
      return { ...standing, created: fact, registered: null };
    case 'registered':
      return { ...standing, registered: fact };
    case 'proved':
      return { ...standing, proved: fact, ...nowInForce(standing, fact) };
    case 'released':
      return { ...standing, released: fact };
    case 'pinChanged':
      return standing.inForce?.credentialId === fact.credentialId
        ? { ...standing, inForce: { ...standing.inForce, pinMustChange: false } }
        : standing;
    case 'removed':
      return onRemoved(standing, fact.credentialId);
  }
}

/** IT once more, and the directory has let it in: there the seal is gone (the device was deleted), so this is IT's part again. */
function isStagedAnew({ sealed }: Standing, { userPrincipalName }: Of<'reserved'>): boolean {
  return sealed !== null && sealed.by.toLowerCase() === userPrincipalName.toLowerCase();
}

function isAnother({ started, released }: Standing, fact: Of<'started'>): boolean {
  return released !== null || (started !== null && started.runId !== fact.runId);
}

export function foldFacts(facts: readonly Fact[]): Standing {
  return facts.reduce(addFact, NOTHING_YET);
}

/** What is left where a technician has ended this run: nobody's set-up, until another one begins. */
export function withoutRun(standing: Standing, runId: string | null): Standing {
  const ended = standing.released === null && standing.started?.runId === runId && runId !== null;
  return ended ? { ...behindTheJoin(standing), started: standing.started } : standing;
}

/** What outlives a run: the device, and the credential that works. */
function behindTheJoin({ named, joined, inForce, lastUsed }: Standing): Standing {
  // A name that no device has yet was somebody's wish, and whoever comes next is asked for theirs.
  return { ...NOTHING_YET, named: joined === null ? null : named, joined, inForce, lastUsed };
}

function nowInForce(
  { created, reserved, registered, inForce, lastUsed }: Standing,
  proved: Of<'proved'>,
): Pick<Standing, 'inForce' | 'lastUsed'> {
  if (!created || !reserved || !registered) return { inForce, lastUsed };
  const { credentialId, authenticator } = created;
  const { userPrincipalName } = reserved;
  return {
    inForce: {
      credentialId,
      methodId: registered.methodId,
      authenticator,
      userPrincipalName,
      since: proved.at,
      pinMustChange: created.staged === true,
    },
    lastUsed: authenticator,
  };
}

function onRemoved(standing: Standing, credentialId: string): Standing {
  const inForce = standing.inForce?.credentialId === credentialId ? null : standing.inForce;
  const itsRun = standing.created?.credentialId === credentialId;
  return { ...(itsRun ? behindTheJoin(standing) : standing), inForce };
}
