import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { ATTESTATION } from './schema/attestation.ts';
import { AUDIT_CHAIN } from './schema/audit-chain.ts';
import { FIRST_SCHEMA } from './schema/first.ts';
import { LOG_LOOKUP_STATEMENTS } from './schema/log-lookups.ts';
import { OBJECTS } from './schema/objects.ts';
import { REPORTS } from './schema/reports.ts';
import { SIGN_IN } from './schema/sign-in.ts';
import { STAGING } from './schema/staging.ts';
import { TECHNICIAN } from './schema/technician.ts';

/** SQLite's DDL is not rolled back by Kysely, so every statement may be run again. */
function statements(list: readonly string[]): Migration {
  return {
    async up(db: Kysely<unknown>) {
      for (const statement of list) await sql.raw(statement).execute(db);
    },
  };
}

/** In the order of their names. A migration that has been released is never changed: add one. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-first': statements(FIRST_SCHEMA),
  '0002-objects': OBJECTS,
  '0004-audit-chain': AUDIT_CHAIN,
  '0005-sign-in': SIGN_IN,
  '0006-technician': statements(TECHNICIAN),
  '0007-log-lookups': statements(LOG_LOOKUP_STATEMENTS),
  '0010-attestation': statements(ATTESTATION),
  '0011-reports': statements(REPORTS),
  '0012-staging': statements(STAGING),
};
