import { SealAnswer, type SealRequest } from '../contract/wire/provisioning.ts';
import type { StagingPort } from '../provisioning/ports.ts';
import type { Answer } from './answer.ts';
import type { DirectoryMap } from './discovery.ts';
import type { Doorway } from './http.ts';
import { readShape } from './read-body.ts';
import { readRefusal } from './read-refusal.ts';
import type { TokenKeeper } from './tokens.ts';

/** Reads for whom the directory has sealed the laptop. Pure. */
export function readSealed(answer: Answer): SealAnswer {
  if (answer.status !== 200) throw readRefusal(answer);
  return readShape(answer, SealAnswer);
}

/** The end of IT's part, proved by the device key alone: a power cut may have taken the tokens, and the answer of the first try. */
export function createStaging(doorway: Doorway, map: DirectoryMap, tokens: TokenKeeper): StagingPort {
  return {
    async seal(runId, assignedTo) {
      const url = `${(await map.get()).provisioning}/runs/${encodeURIComponent(runId)}/seal`;
      const json: SealRequest = assignedTo === null ? {} : { assignedTo };
      const sealed = readSealed(
        await doorway.call({ method: 'POST', url, json, proof: true, idempotent: true }),
      );
      // Nothing of whoever staged it is left in this process either.
      tokens.forget();
      return sealed;
    },
  };
}
