/** What people look up in a log by its exact value: one person, one laptop, one correlation id. Each names few of many rows. */
const LOOKUPS: readonly [table: string, name: string, path: string][] = [
  ['sign_ins', 'user', 'userId'],
  ['sign_ins', 'name', 'userPrincipalName'],
  ['sign_ins', 'correlation', 'correlationId'],
  ['sign_ins', 'device', 'deviceDetail.deviceId'],
  ['directory_audits', 'correlation', 'correlationId'],
  ['directory_audits', 'initiator', 'initiatedBy.user.id'],
];

/** The same expression and collation as in graph/audit-logs.ts, or SQLite would not use them. */
export const LOG_LOOKUPS = LOOKUPS.map(
  ([table, name, path]) =>
    `create index if not exists ${table}_by_${name} on ${table}(json_extract(payload, '$.${path}') collate nocase, seq)`,
);
