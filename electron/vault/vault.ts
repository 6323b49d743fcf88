/**
 * Where the agent keeps what nobody else on this machine should read: the device key, and the key that seals the software
 * credential. Names are short and plain (`[a-z0-9-]`, at most 64 characters); values are a few hundred bytes.
 *
 * Every method refuses with `vault_locked` when the place exists but cannot be opened now, and with `state_unwritable` when
 * it cannot be written. A value that is there but no longer readable is refused with the slug that the caller gave for it,
 * because only the caller knows what was lost (the device key, or the credential).
 */
export interface Vault {
  readonly kind: 'keychain' | 'file';
  /** The value, or `null` when there never was one under this name. The array is the caller's own, to zero after use. */
  get(name: string, whenDamaged?: DamageSlug): Promise<Uint8Array | null>;
  /**
   * Resolves when the value would survive a power cut (as far as the OS keychain promises that). The array may be zeroed
   * from then on.
   */
  set(name: string, value: Uint8Array): Promise<void>;
  /** Forgets the value; a name that is not there is no error. */
  delete(name: string): Promise<void>;
}

/** How a damaged entry is refused: by what it was. `device_key_lost` where the caller does not say. */
export type DamageSlug = 'device_key_lost' | 'credential_damaged';
