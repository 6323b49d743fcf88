import { AsyncLocalStorage } from 'node:async_hooks';

/** A DPoP proof that was verified for the request around the one that is running. */
export interface VouchedProof {
  /** The token that the proof was made for; it speaks for no other. */
  readonly token: string;
  /** Thumbprint of the key that made it. */
  readonly jkt: string;
}

const running = new AsyncLocalStorage<VouchedProof>();

/**
 * Runs `work` with a proof that is good for every request made inside it: those of a batch. It travels with the call itself,
 * not with a header, so that nothing from outside can say the same.
 */
export function withVouchedProof<T>(proof: VouchedProof, work: () => Promise<T>): Promise<T> {
  return running.run(proof, work);
}

/** The thumbprint that is vouched for with this token, if the request is part of a batch. */
export function vouchedKey(token: string): string | undefined {
  const proof = running.getStore();
  return proof?.token === token ? proof.jkt : undefined;
}
