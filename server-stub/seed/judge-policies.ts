import * as z from 'zod/mini';
import { Refusal } from '../../electron/contract/refusal.ts';
import { Profile } from '../../electron/contract/wire/provisioning.ts';
import { judgeSeededPolicy } from '../conditional-access/judge-seeded.ts';
import { readCombinations } from '../conditional-access/manage-strengths.ts';
import { POLICY_KIND } from '../conditional-access/policy.ts';
import type { KnownIds } from '../conditional-access/references.ts';
import { BUILT_IN_STRENGTHS, STRENGTH_KIND } from '../conditional-access/strengths.ts';
import { ASSURANCES } from '../credentials/assurance.ts';
import { PASS_POLICY_DEFAULTS } from '../passes/policy.ts';
import type { Seed } from './seed.ts';

type SeedPolicy = NonNullable<Seed['policies']>[number];

const lifetime = z.optional(z.int().check(z.minimum(10), z.maximum(43_200)));
const targets = z.optional(z.array(z.string()));

/** Kinds of which a tenant has one, with what may be set; what is absent has its default. */
const SINGLE = {
  pass: z.strictObject({
    state: z.optional(z.enum(['enabled', 'disabled'])),
    minimumLifetimeInMinutes: lifetime,
    maximumLifetimeInMinutes: lifetime,
    defaultLifetimeInMinutes: lifetime,
    defaultLength: z.optional(z.int().check(z.minimum(8), z.maximum(48))),
    isUsableOnce: z.optional(z.boolean()),
    includeTargets: targets,
    excludeTargets: targets,
  }),
  device: z.strictObject({
    userDeviceQuota: z.optional(z.int().check(z.minimum(0), z.maximum(10_000))),
    includeTargets: targets,
    excludeTargets: targets,
    stagingTargets: targets,
  }),
  bootstrap: z.strictObject({ enabled: z.boolean() }),
  credential: z.strictObject({
    displayName: z.optional(z.string()),
    requiredAssurance: z.optional(z.enum(ASSURANCES)),
    unattestedHardware: z.optional(z.enum(['counts_as_hardware', 'counts_as_software'])),
  }),
  profile: z.partial(
    z.strictObject(
      z.pick(Profile, {
        languages: true,
        mode: true,
        deviceNameTemplate: true,
        deviceNameEditable: true,
        pin: true,
        authenticators: true,
        branding: true,
        supportPublicKey: true,
        support: true,
      }).shape,
    ),
  ),
} as const;

/** A strength of the tenant's own, as it is kept. */
const Strength = z.strictObject({
  id: z.string(),
  displayName: z.string(),
  description: z.string(),
  policyType: z.literal('custom'),
  requirementsSatisfied: z.enum(['mfa', 'none']),
  allowedCombinations: z.array(z.string()),
  createdDateTime: z.iso.datetime(),
  modifiedDateTime: z.iso.datetime(),
});

const TELL = { error: z.locales.en().localeError };

function told(schema: z.ZodMiniType, payload: unknown): string[] {
  const { error } = schema.safeParse(payload, TELL);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.') || 'the payload'}: ${message}`);
}

/** Groups that a rule is for, and that there are not. */
function unknownTargets(payload: Record<string, unknown>, groups: ReadonlySet<string>): string[] {
  return ['includeTargets', 'excludeTargets', 'stagingTargets'].flatMap((member) =>
    [payload[member] ?? []].flat().flatMap((target, index) => {
      const known = target === 'all_users' || groups.has(String(target));
      return known ? [] : [`${member}[${index}]: there is no such group`];
    }),
  );
}

function lifetimesOf(payload: Record<string, unknown>): string[] {
  const { minimumLifetimeInMinutes, defaultLifetimeInMinutes, maximumLifetimeInMinutes } = {
    ...PASS_POLICY_DEFAULTS,
    ...payload,
  };
  const ordered =
    minimumLifetimeInMinutes <= defaultLifetimeInMinutes &&
    defaultLifetimeInMinutes <= maximumLifetimeInMinutes;
  return ordered ? [] : ['defaultLifetimeInMinutes: it has to lie between minimum and maximum'];
}

function judgeStrength({ id, payload }: SeedPolicy): string[] {
  const problems = told(Strength, payload);
  if (problems.length > 0) return problems;
  try {
    const { requirementsSatisfied } = readCombinations(payload.allowedCombinations as string[]);
    return [
      ...(payload.id === id ? [] : ['id: it has to be the id of the row']),
      ...(requirementsSatisfied === payload.requirementsSatisfied
        ? []
        : [`requirementsSatisfied: these combinations are ${requirementsSatisfied}`]),
    ];
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return [`allowedCombinations: ${thrown.details.detail ?? thrown.message}`];
  }
}

function judgeSingle(kind: keyof typeof SINGLE, { id, payload }: SeedPolicy, groups: ReadonlySet<string>) {
  const problems = [
    ...(id === 'default' ? [] : ['the id has to be "default"']),
    ...told(SINGLE[kind], payload),
  ];
  if (problems.length > 0) return problems;
  return [...unknownTargets(payload, groups), ...(kind === 'pass' ? lifetimesOf(payload) : [])];
}

function isSingle(kind: string): kind is keyof typeof SINGLE {
  return Object.hasOwn(SINGLE, kind);
}

function judge(policy: SeedPolicy, known: KnownIds): string[] {
  const { kind, payload } = policy;
  if (kind === POLICY_KIND) return judgeSeededPolicy(payload, known);
  if (kind === STRENGTH_KIND) return judgeStrength(policy);
  if (isSingle(kind)) return judgeSingle(kind, policy, known.groups);
  return [
    `there is no such kind; there are ${[...Object.keys(SINGLE), POLICY_KIND, STRENGTH_KIND].join(', ')}`,
  ];
}

/** What is wrong with a seed's policies: a mistyped name would be a rule that silently does nothing. Pure. */
export function judgePolicies({ groups = [], users, policies = [] }: Seed): string[] {
  const own = policies.filter(({ kind }) => kind === STRENGTH_KIND).map(({ payload }) => String(payload.id));
  const builtIn = Object.values(BUILT_IN_STRENGTHS).map(({ id }) => id);
  const known: KnownIds = {
    users: new Set(users.map(({ id }) => id)),
    groups: new Set(groups.map(({ id }) => id)),
    strengths: new Set([...builtIn, ...own]),
  };
  return policies.flatMap((policy, index) =>
    judge(policy, known).map((problem) => `policies[${index}].payload: ${problem}`),
  );
}
