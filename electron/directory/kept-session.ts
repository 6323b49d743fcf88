import * as z from 'zod/mini';
import { Secret } from '../contract/secret.ts';
import type { Vault } from '../vault/vault.ts';

/** A sign-in whose password was right and not enough, so that it can be watched again after a restart. */
export interface KeptSession {
  readonly userPrincipalName: string;
  readonly authSession: Secret;
}

/**
 * Keeps the handle of the dead end's session, and never what was answered in it. The handle is good for nothing without this
 * device's key, which lies in the same vault, and the directory lets it end ten minutes after the last look. A courtesy:
 * where the vault does not open, the person is asked again, and nothing is refused for it.
 */
export interface SessionKeeper {
  load(): Promise<KeptSession | null>;
  keep(session: KeptSession): Promise<void>;
  forget(): Promise<void>;
}

const NAME = 'dead-end-session';
const Kept = z.strictObject({
  version: z.literal(1),
  userPrincipalName: z.string().check(z.maxLength(113)),
  authSession: z.string().check(z.minLength(1), z.maxLength(256)),
});

export function createSessionKeeper(vault: Vault): SessionKeeper {
  return {
    async load() {
      try {
        const bytes = await vault.get(NAME);
        if (bytes === null) return null;
        const { userPrincipalName, authSession } = Kept.parse(JSON.parse(Buffer.from(bytes).toString()));
        return { userPrincipalName, authSession: new Secret(authSession) };
      } catch {
        return null;
      }
    },
    async keep({ userPrincipalName, authSession }) {
      const kept = { version: 1, userPrincipalName, authSession: authSession.reveal() };
      await vault.set(NAME, Buffer.from(JSON.stringify(kept))).catch(() => undefined);
    },
    async forget() {
      await vault.delete(NAME).catch(() => undefined);
    },
  };
}

/** Where nothing is kept. */
export const KEEPS_NOTHING: SessionKeeper = {
  load: async () => null,
  keep: async () => {},
  forget: async () => {},
};
