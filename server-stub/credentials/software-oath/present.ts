import type { SoftwareOathRow } from '../../store/tables.ts';

const TYPE = '#microsoft.graph.softwareOathAuthenticationMethod';

/** Graph's softwareOathAuthenticationMethod; `secretKey` is told once, when the secret is made, and is null from then on. */
export function presentSoftwareOath(row: SoftwareOathRow): Record<string, unknown> {
  return {
    '@odata.type': TYPE,
    id: row.id,
    displayName: row.display_name,
    secretKey: null,
    createdDateTime: new Date(row.created_at).toISOString(),
  };
}
