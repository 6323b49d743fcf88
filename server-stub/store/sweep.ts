import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Store } from './open.ts';

const BATCH = 500;

/** Which rows may go, by table: SQL over the table's own columns, `:now` being the instant. */
const ENDED = {
  oidc: 'expires_at < :now',
  nonces: 'expires_at < :now',
  attestation_challenges: 'expires_at < :now',
  attestation_certificates: 'expires_at < :now',
  webauthn_challenges: 'expires_at < :now - 86400000',
  auth_sessions: 'expires_at < :now - 3600000',
  sessions: 'expires_at < :now',
  browser_sign_ins: 'expires_at < :now',
  software_oath_methods: "state = 'pending' and created_at < :now - 600000",
  device_reports: 'received_at < :now - 2592000000',
  lockouts: 'last_failure_at < :now - 86400000 and locked_until < :now',
} as const;

/**
 * Deletes what has ended, in batches with a breath between them: the driver is synchronous, so a long loop of
 * awaits would never let the event loop run.
 */
export async function sweepEnded(store: Store, now: number): Promise<void> {
  for (const [table, ended] of Object.entries(ENDED)) {
    const where = ended.replaceAll(':now', String(Math.trunc(now)));
    const statement = sql.raw(
      `delete from ${table} where rowid in (select rowid from ${table} where ${where} limit ${BATCH})`,
    );
    for (let deleted = BATCH; deleted === BATCH; ) {
      const result = await statement.execute(store.db);
      deleted = Number(result.numAffectedRows ?? 0);
      await setImmediate();
    }
  }
}
