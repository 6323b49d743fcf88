import { Refusal } from '../contract/refusal.ts';
import type { KeychainBackend } from './keychain-backend.ts';
import type { Vault } from './vault.ts';

/**
 * Longest that one call may take, in milliseconds. A Secret Service that wants to ask for a password and has no screen to
 * ask on never answers; design.md rule 2 gives every wait 30 s.
 */
export const KEYCHAIN_LIMIT = 15_000;

/**
 * The vault in the OS keychain, through the keytar API. Accounts are `<id>/<name>`, so that two state folders of one OS user
 * (or one that was moved away to start afresh) never see each other's keys.
 *
 * What that protects depends on the platform: on macOS other programs have to ask the person; on Windows and under the Secret
 * Service every program of the same OS user can read the entries while the session is open, and nobody else can.
 *
 * Every failure of the keychain is `vault_locked`: from here a locked, stopped and broken one look the same, and in all three
 * cases the entries are still there.
 */
export function createKeychainVault(backend: KeychainBackend, id: string, limit = KEYCHAIN_LIMIT): Vault {
  const account = (name: string) => `${id}/${name}`;
  return {
    kind: 'keychain',
    async get(name, whenDamaged = 'device_key_lost') {
      const text = await within(limit, () => backend.getPassword(account(name)));
      if (text === null) return null;
      if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) {
        throw new Refusal(whenDamaged, {
          detail: 'The entry in the keychain is not one that Latchkey wrote.',
        });
      }
      return Buffer.from(text, 'base64');
    },
    async set(name, value) {
      await within(limit, () => backend.setPassword(account(name), Buffer.from(value).toString('base64')));
    },
    async delete(name) {
      await within(limit, () => backend.deletePassword(account(name)));
    },
  };
}

/** The call cannot be taken back, only no longer waited for: its late answer is dropped. */
async function within<T>(limit: number, call: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Refusal('vault_locked', { detail: `The keychain gave no answer in ${limit} ms.` })),
      limit,
    );
  });
  try {
    return await Promise.race([call(), late]);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('vault_locked', { detail: 'The keychain did not do what was asked.' }, error);
  } finally {
    clearTimeout(timer);
  }
}
