import { AGENT_REFUSALS } from './refusals/agent.ts';
import { ATTESTATION_REFUSALS } from './refusals/attestation.ts';
import { CONDITIONAL_ACCESS_REFUSALS } from './refusals/conditional-access.ts';
import { CONNECTION_REFUSALS } from './refusals/connection.ts';
import { CREDENTIAL_REFUSALS } from './refusals/credential.ts';
import { JOIN_REFUSALS } from './refusals/join.ts';
import { MACHINE_REFUSALS } from './refusals/machine.ts';
import { NETWORK_REFUSALS } from './refusals/network.ts';
import { OBJECT_REFUSALS } from './refusals/objects.ts';
import { OPERATIONS_REFUSALS } from './refusals/operations.ts';
import { REPORT_REFUSALS } from './refusals/report.ts';
import { REQUEST_REFUSALS } from './refusals/request.ts';
import type { RefusalRow } from './refusals/row.ts';
import { SIGN_IN_REFUSALS } from './refusals/sign-in.ts';
import { SIGN_IN_PAGE_REFUSALS } from './refusals/sign-in-pages.ts';
import { STAGING_REFUSALS } from './refusals/staging.ts';
import { TECHNICIAN_REFUSALS } from './refusals/technician.ts';

export type { RefusalRow, Retry } from './refusals/row.ts';

/** The one table of everything that can be refused, by the directory or by the agent. */
export const REFUSALS = {
  ...NETWORK_REFUSALS,
  ...CONNECTION_REFUSALS,
  ...SIGN_IN_REFUSALS,
  ...SIGN_IN_PAGE_REFUSALS,
  ...JOIN_REFUSALS,
  ...CREDENTIAL_REFUSALS,
  ...ATTESTATION_REFUSALS,
  ...REQUEST_REFUSALS,
  ...OPERATIONS_REFUSALS,
  ...OBJECT_REFUSALS,
  ...CONDITIONAL_ACCESS_REFUSALS,
  ...AGENT_REFUSALS,
  ...TECHNICIAN_REFUSALS,
  ...REPORT_REFUSALS,
  ...MACHINE_REFUSALS,
  ...STAGING_REFUSALS,
} as const satisfies Record<string, RefusalRow>;

/** Name of a row. On the wire it is the `suberror`. */
export type Slug = keyof typeof REFUSALS;

export function isSlug(text: unknown): text is Slug {
  return typeof text === 'string' && Object.hasOwn(REFUSALS, text);
}

export function refusalRow(slug: Slug): RefusalRow {
  return REFUSALS[slug];
}
