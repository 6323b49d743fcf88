import * as z from 'zod/mini';
import { PasskeyMethod } from '../contract/wire/passkey.ts';
import type { Answer } from './answer.ts';
import { startDeadline } from './deadline.ts';
import type { DirectoryMap } from './discovery.ts';
import { readShape } from './read-body.ts';
import { readRefusal } from './read-refusal.ts';
import type { TokenKeeper } from './tokens.ts';

/** Graph's two collections of credentials: those that belong to a device, and those that do not. */
const COLLECTIONS = ['windowsHelloForBusinessMethods', 'fido2Methods'] as const;

const MethodList = z.object({ value: z.array(PasskeyMethod) });

/** The credentials of whoever is signed in. */
export interface OwnMethods {
  /** Every one, those with a device first. */
  list(): Promise<PasskeyMethod[]>;
  /** Removes one that belongs to a device; one that is not there any more is no error. What it opened ends with it. */
  removeHello(methodId: string): Promise<void>;
}

/** Reads one collection. Pure. */
export function readMethods(answer: Answer): PasskeyMethod[] {
  if (answer.status !== 200) throw readRefusal(answer);
  return readShape(answer, MethodList).value;
}

/** Reads what a removal came to: 204, or 404 where somebody was faster. Pure. */
export function readRemoved(answer: Answer): void {
  if (answer.status !== 204 && answer.status !== 404) throw readRefusal(answer);
}

const OWN = 'v1.0/me/authentication';

/** `/v1.0/me/authentication` for the sign-in that the keeper holds. Both throw what `TokenKeeper.call` does. */
export function createOwnMethods(map: DirectoryMap, tokens: TokenKeeper): OwnMethods {
  return {
    async list() {
      const deadline = startDeadline();
      const { graph } = await map.get(deadline);
      const found: PasskeyMethod[] = [];
      for (const collection of COLLECTIONS) {
        const url = `${graph}/${OWN}/${collection}`;
        found.push(...readMethods(await tokens.call({ method: 'GET', url, idempotent: true }, deadline)));
      }
      return found;
    },
    async removeHello(methodId) {
      const deadline = startDeadline();
      const { graph } = await map.get(deadline);
      const url = `${graph}/${OWN}/${COLLECTIONS[0]}/${encodeURIComponent(methodId)}`;
      // Not idempotent: the sign-in ends with the credential, so that a second try would meet a dead token.
      readRemoved(await tokens.call({ method: 'DELETE', url, idempotent: false }, deadline));
    },
  };
}
