import type { Fact, FactName } from '../contract/facts.ts';
import type { ControlReport } from '../contract/lockdown.ts';
import type { RunEvent } from '../contract/wire/provisioning.ts';
import type { Standing } from './standing.ts';

/** Place of each fact in the ids of its events; never renumber. */
const EVENT_NUMBERS: Readonly<Partial<Record<FactName, number>>> = {
  started: 1,
  reserved: 2,
  joined: 3,
  registered: 4,
  proved: 5,
  released: 6,
};

/**
 * The event that tells the directory of a fact; none for `created`, which it learns by the registration itself.
 * The id follows from the run's id, so that sending again after a restart counts once.
 */
export function eventOf(standing: Standing, fact: Fact): RunEvent[] {
  const number = EVENT_NUMBERS[fact.fact];
  const runId = standing.started?.runId;
  if (number === undefined || runId === undefined) return [];
  return [
    {
      id: runId.slice(0, -4) + number.toString(16).padStart(4, '0'),
      occurredDateTime: new Date(fact.at * 1000).toISOString(),
      type: fact.fact as RunEvent['type'],
      ...(fact.fact === 'joined' && { deviceId: fact.deviceId }),
      ...((fact.fact === 'registered' || fact.fact === 'proved') && { credentialId: fact.credentialId }),
    },
  ];
}

/** Every event of the run so far. */
export function eventsSoFar(standing: Standing): RunEvent[] {
  const facts = [standing.started, standing.reserved, standing.joined, standing.registered, standing.proved];
  return facts.filter((fact) => fact !== null).flatMap((fact) => eventOf(standing, fact));
}

/** Every event of the run so far and the release: what has to be in the directory before the device is let go. */
export function eventsAtRelease(
  standing: Standing,
  at: number,
  lockdown: readonly ControlReport[] = [],
): RunEvent[] {
  const released: Fact = standing.released ?? { fact: 'released', at };
  const told = lockdown.map(({ control, state }) => ({ control, state }));
  return [...eventsSoFar(standing), ...eventOf(standing, released)].map((event) =>
    event.type === 'released' && told.length > 0 ? { ...event, lockdown: told } : event,
  );
}
