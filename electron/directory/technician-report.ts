import type { TechnicianEvent, TechnicianEvents } from '../contract/wire/technician.ts';
import type { DirectoryMap } from './discovery.ts';
import type { Doorway } from './http.ts';
import { readAccepted } from './report.ts';

/** Tells the directory what happened at the technician panel, proved by the device key alone. Ids are the device's. */
export interface TechnicianReport {
  /** Up to 50 at once. @throws Refusal */
  send(serialNumber: string, events: readonly TechnicianEvent[]): Promise<void>;
}

export function createTechnicianReport(doorway: Doorway, map: DirectoryMap): TechnicianReport {
  return {
    async send(serialNumber, events) {
      const url = `${(await map.get()).provisioning}/technician/events`;
      const json = { serialNumber, events: [...events] } satisfies TechnicianEvents;
      readAccepted(await doorway.call({ method: 'POST', url, json, proof: true, idempotent: true }));
    },
  };
}
