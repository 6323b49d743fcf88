import { AsyncLocalStorage } from 'node:async_hooks';
import { pino } from 'pino';
import { checkpointSigner } from './audit/checkpoints.ts';
import type { Chaos } from './chaos/chaos.ts';
import { type Clock, type DirectoryContext, type RelyingParty, type Tenant, urlsFor } from './context.ts';
import type { AttestationTrust } from './credentials/attestation/trust.ts';
import { type DirectoryOptions, isLoopback } from './directory-options.ts';
import { DpopNonces } from './http/dpop-nonces.ts';
import { DpopReplay } from './http/dpop-replay.ts';
import type { Files } from './read-files.ts';
import { applySeed } from './seed/apply-seed.ts';
import { type AdminClient, ensureAdminClient } from './sign-in/admin-client.ts';
import { ensureSigningKey, type SigningKey } from './sign-in/signing-key.ts';
import { SlowHash } from './sign-in/slow-hash.ts';
import { StartProblem } from './start-problem.ts';
import { readMeta } from './store/meta.ts';
import { openStore, type Store } from './store/open.ts';

/** What there is before anything listens. */
export interface Prepared {
  readonly store: Store;
  readonly slowHash: SlowHash;
  readonly key: SigningKey;
  readonly admin: AdminClient;
  readonly tenant: Tenant;
  readonly demo: boolean;
  readonly attestation: AttestationTrust;
}

/**
 * Opens the data, seeds it where it is empty, and makes the keys.
 *
 * @throws StartProblem `data_in_use`, `data_not_writable`, `option_invalid`
 */
export async function prepare(
  options: DirectoryOptions,
  { seed, attestation }: Pick<Files, 'seed' | 'attestation'>,
  clock: Clock,
): Promise<Prepared> {
  const store = await openStore(options.dataDir);
  try {
    const slowHash = new SlowHash();
    await applySeed({ store, clock, slowHash }, seed, options.seed);
    const demo = (await readMeta(store, 'seed')) === 'demo';
    if (demo && !isLoopback(options.host ?? 'localhost')) {
      throw new StartProblem(
        'option_invalid',
        'the demo tenant has public passwords: it is served on loopback only',
      );
    }
    const tenant = JSON.parse((await readMeta(store, 'tenant')) ?? '{}') as Tenant;
    const key = await ensureSigningKey(options.dataDir);
    return { store, slowHash, key, admin: ensureAdminClient(options.dataDir), tenant, demo, attestation };
  } catch (thrown) {
    await store.close();
    throw thrown;
  }
}

/** The context; its addresses are filled in once the port is known. */
export function createContext(options: DirectoryOptions, clock: Clock, prepared: Prepared, chaos?: Chaos) {
  const { store, slowHash, key, tenant } = prepared;
  let publicUrl = '';
  const known = (): string => {
    if (publicUrl === '') throw new TypeError('the directory does not listen yet');
    return publicUrl;
  };
  const context: DirectoryContext = {
    store,
    clock,
    log: options.log ?? pino({ level: 'silent' }),
    tenant,
    dataDir: options.dataDir,
    get urls() {
      return urlsFor(known());
    },
    get relyingParty(): RelyingParty {
      const uiOrigin = options.uiOrigin ?? 'https://localhost';
      const origins = [uiOrigin, new URL(known()).origin];
      return { id: options.rpId ?? 'localhost', name: tenant.displayName, uiOrigin, origins };
    },
    tokenKey: key.publicKey,
    origin: new AsyncLocalStorage(),
    checkpoints: checkpointSigner(key.jwk),
    ...(chaos ? { chaos } : {}),
    slowHash,
    attestation: prepared.attestation,
    // The provider computes its nonces from the system's clock, and both have to be the same.
    dpop: { nonces: new DpopNonces({ now: () => Date.now() }), replay: new DpopReplay(clock.now()) },
  };
  const listensAt = (url: string): void => {
    publicUrl = url;
  };
  return { context, listensAt };
}
