import type * as z from 'zod/mini';
import { Refusal } from '../../electron/contract/refusal.ts';

/**
 * Checks what came in against the contract. The refusal names the members that are wrong and never their values.
 *
 * @throws Refusal `request_malformed`
 */
export function parse<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const members = result.error.issues.slice(0, 5).map((issue) => {
    const unknown = issue.code === 'unrecognized_keys' ? ` (${issue.keys.length} unknown)` : '';
    return `${issue.path.map(String).join('.').slice(0, 100) || 'body'}: ${issue.code}${unknown}`;
  });
  throw new Refusal('request_malformed', { detail: members.join('; ') });
}
