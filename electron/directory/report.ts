import type { CreateRunRequest, RunEvent } from '../contract/wire/provisioning.ts';
import type { ReportPort } from '../provisioning/ports.ts';
import type { Answer } from './answer.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import type { DirectoryMap } from './discovery.ts';
import type { Doorway } from './http.ts';
import { readRefusal } from './read-refusal.ts';

/** As many as the directory takes at once (contract/wire/provisioning.ts, RunEvents). */
const EVENTS_AT_ONCE = 50;

/** Any success will do: the answer has nothing that the agent needs. Pure. */
export function readAccepted(answer: Answer): void {
  if (answer.status < 200 || answer.status > 299) throw readRefusal(answer);
}

/**
 * Reports of a run, proved by the device key alone: no token, so that a run can be told of before anybody has signed in
 * and after the tokens have ended. Ids are ours, so everything may be sent again.
 */
export function createReport(doorway: Doorway, map: DirectoryMap): ReportPort {
  const post = async (url: string, json: unknown, deadline: Deadline) =>
    readAccepted(await doorway.call({ method: 'POST', url, json, proof: true, idempotent: true, deadline }));
  return {
    async send(runId, deviceName, events) {
      const deadline = startDeadline();
      const runs = `${(await map.get(deadline)).provisioning}/runs`;
      await post(runs, { id: runId, displayName: deviceName } satisfies CreateRunRequest, deadline);
      for (const batch of inBatches(events)) {
        await post(`${runs}/${encodeURIComponent(runId)}/events`, { events: batch }, deadline);
      }
    },
  };
}

function inBatches(events: readonly RunEvent[]): RunEvent[][] {
  const count = Math.ceil(events.length / EVENTS_AT_ONCE);
  return Array.from({ length: count }, (_, index) =>
    events.slice(index * EVENTS_AT_ONCE, (index + 1) * EVENTS_AT_ONCE),
  );
}
