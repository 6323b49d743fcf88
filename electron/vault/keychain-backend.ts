/** The slice of the keytar API that the vault uses, for one service. */
export interface KeychainBackend {
  getPassword(account: string): Promise<string | null>;
  setPassword(account: string, password: string): Promise<void>;
  deletePassword(account: string): Promise<unknown>;
}

/** Name of our entries in every keychain; what a person sees when they look into theirs. */
export const SERVICE = 'Latchkey';

/**
 * Loads the OS keychain. Lazily, because the native library is large and a machine that is pinned to the file never needs it.
 *
 * On Linux the entries are pinned to the Secret Service. The drop-in's own choice falls back to the kernel's keyring, which
 * forgets everything at the next boot: the device key would be gone with it. keytar's functions have no way to say so, so
 * there the class beneath them is used.
 *
 * @throws whatever the loader throws on a platform without a prebuilt library
 */
export async function loadKeychain(platform: NodeJS.Platform = process.platform): Promise<KeychainBackend> {
  if (platform === 'linux') {
    const { AsyncEntry } = await import('keytar');
    const entry = (account: string) =>
      new AsyncEntry(SERVICE, account, { linux: { store: 'secret-service' } });
    return {
      getPassword: async (account) => (await entry(account).getPassword()) ?? null,
      setPassword: (account, password) => entry(account).setPassword(password),
      deletePassword: (account) => entry(account).deletePassword(),
    };
  }
  const keytar = await import('keytar/keytar.js');
  return {
    getPassword: async (account) => (await keytar.getPassword(SERVICE, account)) ?? null,
    setPassword: (account, password) => keytar.setPassword(SERVICE, account, password),
    deletePassword: (account) => keytar.deletePassword(SERVICE, account),
  };
}
