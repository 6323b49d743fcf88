import type { AsyncLocalStorage } from 'node:async_hooks';
import type { KeyObject } from 'node:crypto';
import type { Logger } from 'pino';
import type { CheckpointSigner } from './audit/checkpoints.ts';
import type { ReplicationLag } from './chaos/lag.ts';
import type { AttestationTrust } from './credentials/attestation/trust.ts';
import type { DpopNonces } from './http/dpop-nonces.ts';
import type { DpopReplay } from './http/dpop-replay.ts';
import type { RequestOrigin } from './http/request-origin.ts';
import type { SlowHash } from './sign-in/slow-hash.ts';
import type { Store } from './store/open.ts';

/** Where the directory takes its time from. Milliseconds since 1970, UTC. */
export interface Clock {
  now(): number;
}

/** The tenant that a directory serves: one. */
export interface Tenant {
  readonly id: string;
  readonly displayName: string;
}

/** The WebAuthn relying party (rule: the RP ID and the UI's origin come from machine policy; demo: `localhost`). */
export interface RelyingParty {
  readonly id: string;
  readonly name: string;
  /** Where the kiosk's UI lives. */
  readonly uiOrigin: string;
  /** Every origin that a ceremony may come from: the kiosk's UI and the directory's own pages. */
  readonly origins: readonly string[];
}

/** Where the directory answers, without a slash at the end. The issuer is `root`, and so is the tokens' audience. */
export interface Urls {
  readonly root: string;
  readonly registration: string;
  readonly provisioning: string;
}

/**
 * What every part of the directory is handed. `urls` and `relyingParty` are known once the directory listens (the port
 * is part of the issuer): read them in handlers, not while routes are being installed.
 */
export interface DirectoryContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly tenant: Tenant;
  readonly dataDir: string;
  readonly urls: Urls;
  readonly relyingParty: RelyingParty;
  /** Verifies the access tokens that this directory signs (ES256). */
  readonly tokenKey: KeyObject;
  /** The request that runs; nothing where the directory does something by itself. */
  readonly origin: AsyncLocalStorage<RequestOrigin>;
  /** Signs where the audit logs stand, with the same key. */
  readonly checkpoints: CheckpointSigner;
  /** Whom to believe about where a key lives. */
  readonly attestation: AttestationTrust;
  /** argon2id for passes and passwords, bounded. */
  readonly slowHash: SlowHash;
  /** Only where `--chaos` was given. */
  readonly chaos?: { readonly lag: ReplicationLag };
  readonly dpop: { readonly nonces: DpopNonces; readonly replay: DpopReplay };
}

/** Derives the addresses from the public URL. */
export function urlsFor(publicUrl: string): Urls {
  const root = publicUrl.replace(/\/+$/, '');
  return { root, registration: `${root}/registration/v1`, provisioning: `${root}/provisioning/v1` };
}
