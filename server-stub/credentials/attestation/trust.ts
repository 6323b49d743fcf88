/** Attestation statement formats whose chains are checked against configured roots. Apple's root is built in. */
export const ROOTED_FORMATS = ['packed', 'tpm'] as const;
export type RootedFormat = (typeof ROOTED_FORMATS)[number];

/** What is known of a model of authenticator, from a metadata statement. */
export interface ModelMetadata {
  readonly description: string;
  /** PEM. They vouch for this model alone. */
  readonly roots: readonly string[];
  /** Its maker says that keys of this model can no longer be trusted: no chain makes it attested. */
  readonly compromised: boolean;
}

/** Whom the directory believes about where a key lives. Given by the administrator, read at the start. */
export interface AttestationTrust {
  /** PEM. They vouch for every model that says so under them. An empty list vouches for nothing. */
  readonly roots: Readonly<Record<RootedFormat, readonly string[]>>;
  /** By AAGUID, lower case. */
  readonly models: ReadonlyMap<string, ModelMetadata>;
  /** PEM. Who signs for makers of TPMs; where the list is empty the directory certifies no TPM. */
  readonly endorsementRoots: readonly string[];
}

export const NO_TRUST: AttestationTrust = {
  roots: { packed: [], tpm: [] },
  models: new Map(),
  endorsementRoots: [],
};
