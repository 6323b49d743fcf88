import type { Report } from '../contract/wire/report.ts';
import type { DirectoryMap } from './discovery.ts';
import type { Doorway } from './http.ts';
import { readAccepted } from './report.ts';

/** Hands a report of this laptop to the directory, proved by the device key alone. The id is the report's own. */
export interface DeviceReport {
  /** @throws Refusal report_not_joined, throttled */
  send(report: Report): Promise<void>;
}

export function createDeviceReport(doorway: Doorway, map: DirectoryMap): DeviceReport {
  return {
    async send(report) {
      const url = `${(await map.get()).provisioning}/reports`;
      readAccepted(await doorway.call({ method: 'POST', url, json: report, proof: true, idempotent: true }));
    },
  };
}
