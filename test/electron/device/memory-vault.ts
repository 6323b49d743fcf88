import type { Vault } from '../../../electron/vault/vault.ts';

/** A vault in memory, with its entries in reach. Another caller gets in between, as with a real one. */
export function memoryVault(): Vault & { readonly entries: Map<string, Uint8Array> } {
  const entries = new Map<string, Uint8Array>();
  return {
    kind: 'file',
    entries,
    // A copy each way: callers wipe what they were given. (Buffer#slice would share the memory.)
    get: async (name) => {
      const value = entries.get(name);
      return value ? Uint8Array.from(value) : null;
    },
    async set(name, value) {
      await new Promise((resolve) => setImmediate(resolve));
      entries.set(name, Uint8Array.from(value));
    },
    delete: async (name) => {
      entries.delete(name);
    },
  };
}
