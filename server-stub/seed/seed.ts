import * as z from 'zod/mini';

const name = z.string().check(z.minLength(1), z.maxLength(128));

/** A group; `id` is what policies name. */
const SeedGroup = z.strictObject({ id: name, displayName: name });

/** A user. `shows` is for the cast that `npm run directory` prints. */
const SeedUser = z.strictObject({
  id: z.uuid(),
  userPrincipalName: z.string().check(z.minLength(3), z.maxLength(113), z.regex(/^[^\s@]+@[^\s@]+$/)),
  displayName: name,
  givenName: z.optional(name),
  surname: z.optional(name),
  userType: z.optional(z.enum(['Member', 'Guest'])),
  creationType: z.optional(name),
  accountEnabled: z.optional(z.boolean()),
  password: z.optional(z.string().check(z.minLength(8), z.maxLength(256))),
  roles: z.optional(z.array(name)),
  groups: z.optional(z.array(name)),
  /** A security key that nobody holds: the user has a method, and this machine cannot use it. */
  securityKey: z.optional(z.boolean()),
  /** So many devices are the user's already. */
  devices: z.optional(z.int().check(z.minimum(0), z.maximum(100))),
  shows: z.optional(z.string()),
});
export type SeedUser = z.infer<typeof SeedUser>;

/** What a new directory begins with. A seed file is JSON of this shape; it is read once, when the data is empty. */
export const Seed = z.strictObject({
  /** For editors. */
  $schema: z.optional(z.string()),
  tenant: z.strictObject({ id: z.uuid(), displayName: name }),
  domains: z.array(z.strictObject({ name: name, federated: z.optional(z.boolean()) })),
  groups: z.optional(z.array(SeedGroup)),
  users: z.array(SeedUser),
  /** Payloads of the `policies` table: `kind`, `id` (`default` where a kind has one policy) and the policy itself. */
  policies: z.optional(
    z.array(z.strictObject({ kind: name, id: name, payload: z.record(z.string(), z.unknown()) })),
  ),
});
export type Seed = z.infer<typeof Seed>;
