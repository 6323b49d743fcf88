/**
 * Seals a small secret to this machine's own hardware, so that it opens nowhere else. The vault knows no more of it: who composes the
 * adapters says what does it (the TPM).
 */
export interface MachineSeal {
  /** Whether this machine can seal and open now. Never throws. */
  available(): Promise<boolean>;
  /** @throws Refusal vault_chip_unavailable */
  seal(secret: Uint8Array): Promise<Uint8Array>;
  /**
   * @throws Refusal vault_chip_unavailable: the hardware does not answer now, and what it sealed is still there
   * @throws Refusal device_key_lost (`detail`: why): it answers, and this was sealed by another one, or was changed
   */
  open(sealed: Uint8Array): Promise<Uint8Array>;
}
