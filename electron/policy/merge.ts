import { carriesRpId, MachinePolicy, type PolicyProblem } from '../contract/machine-policy.ts';

/** One source as it was read, not yet understood. */
export interface Layer {
  /** File, preferences or registry key. */
  readonly source: string;
  readonly value: unknown;
}

export type Member = Exclude<keyof MachinePolicy, '$schema'>;

/** All sources together. With a problem there is no policy: a rule that was not understood may be the one that mattered. */
export interface Merged {
  readonly policy: MachinePolicy;
  /** Where each member comes from. */
  readonly from: Readonly<Partial<Record<Member, string>>>;
  readonly problems: readonly PolicyProblem[];
}

/** Lays the sources over each other: of two that say the same member the later one counts, whole. Pure. */
export function mergePolicy(layers: readonly Layer[]): Merged {
  const problems: PolicyProblem[] = [];
  const policy: Record<string, unknown> = {};
  const from: Partial<Record<Member, string>> = {};
  for (const { source, value } of layers) {
    const parsed = MachinePolicy.safeParse(value);
    if (!parsed.success) {
      problems.push(...parsed.error.issues.map((issue) => problemOf(source, issue)));
      continue;
    }
    const { $schema: _, ...members } = parsed.data;
    for (const [member, said] of Object.entries(members)) {
      policy[member] = said;
      from[member as Member] = source;
    }
  }
  const merged = policy as MachinePolicy;
  return { policy: merged, from, problems: [...problems, ...contradictions(merged, from)] };
}

interface Issue {
  readonly code: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

function problemOf(source: string, issue: Issue): PolicyProblem {
  const path = issue.path
    .map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
  if (issue.code === 'unrecognized_keys') {
    const names = (issue.keys ?? []).map((key) => JSON.stringify(key)).join(', ');
    return { source, path, sentence: `There is no such member: ${names}.` };
  }
  const own = /^(must|is no)/.test(issue.message);
  return { source, path, sentence: own ? `It ${issue.message}.` : `${issue.message.replace(/\.$/, '')}.` };
}

/** What no file shows by itself. */
function contradictions(policy: MachinePolicy, from: Merged['from']): PolicyProblem[] {
  const found: PolicyProblem[] = [];
  const { rpId, uiOrigin, authenticators, vault, handoverUser } = policy;
  if (uiOrigin !== undefined && rpId !== undefined && !carriesRpId(uiOrigin, rpId)) {
    found.push({
      source: from.uiOrigin ?? '',
      path: '/uiOrigin',
      sentence: 'Its host must be the RP ID or a name below it.',
    });
  }
  const { require: required, forbid = [] } = authenticators ?? {};
  if (required?.every((name) => forbid.includes(name))) {
    found.push({
      source: from.authenticators ?? '',
      path: '/authenticators',
      sentence: 'All that it requires is forbidden, so nobody could ever sign in.',
    });
  }
  if (handoverUser !== undefined && vault === 'keychain') {
    found.push({
      source: from.vault ?? '',
      path: '/vault',
      sentence: 'A keychain belongs to one OS user and cannot be handed over to handoverUser.',
    });
  }
  return found;
}
