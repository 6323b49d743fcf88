/**
 * What people look up in a log by its exact value, by Graph's names: one person, one laptop, one correlation id. Each names
 * few of many rows, so each has an index of its own.
 */
export const LOG_LOOKUPS = {
  sign_ins: {
    userId: 'sign_ins_found_by_user',
    userPrincipalName: 'sign_ins_found_by_name',
    correlationId: 'sign_ins_found_by_correlation',
    'deviceDetail/deviceId': 'sign_ins_found_by_device',
  },
  directory_audits: {
    correlationId: 'directory_audits_found_by_correlation',
    'initiatedBy/user/id': 'directory_audits_found_by_initiator',
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

/** The same expression and collation as in graph/log-shapes.ts, or SQLite would not use them. */
export const LOG_LOOKUP_STATEMENTS = Object.entries(LOG_LOOKUPS).flatMap(([table, lookups]) =>
  Object.entries(lookups).map(
    ([property, index]) =>
      `create index if not exists ${index} on ${table}(json_extract(payload, '$.${property.replaceAll('/', '.')}') collate nocase, seq)`,
  ),
);
