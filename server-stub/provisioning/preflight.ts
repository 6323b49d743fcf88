import type { Gate } from '../../electron/contract/gate.ts';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { PreflightAnswer, PreflightRequest } from '../../electron/contract/wire/preflight.ts';
import type { Actor } from '../audit/actor.ts';
import { ACTIVITIES, writeAudit } from '../audit/directory-audits.ts';
import { evaluateGates } from '../conditional-access/evaluate-gates.ts';
import type { GateFacts } from '../conditional-access/gate-facts.ts';
import { getsThrough, smallestChange } from '../conditional-access/smallest-change.ts';
import type { DirectoryContext } from '../context.ts';
import { findUser } from '../sign-in/users.ts';
import type { UserRow } from '../store/tables.ts';
import { neededSeconds, STEP_SECONDS } from './durations.ts';
import { gatherRunFacts } from './preflight-facts.ts';

type Judged = Pick<
  PreflightAnswer,
  'wouldSucceed' | 'steps' | 'firstShut' | 'reportOnly' | 'bootstrapGrant' | 'smallestChange' | 'time'
>;

function timeOf({ run }: GateFacts): PreflightAnswer['time'] {
  const pass = run?.pass;
  return {
    neededSeconds: neededSeconds(),
    leftSeconds: pass ? Math.max(0, Math.floor(pass.left / 1000)) : null,
    startsInSeconds: pass ? Math.ceil(pass.startsIn / 1000) : null,
  };
}

/** The proof is judged by the same policies: it is told again only where it fares differently. */
function toldOnce(gates: readonly Gate[]): Gate[] {
  const name = ({ id, requires, opens, satisfied }: Gate) => `${id} ${requires} ${opens} ${satisfied}`;
  const before = new Set(gates.filter((gate) => gate.step !== 'proof').map(name));
  return gates.filter((gate) => gate.step !== 'proof' || !before.has(name(gate)));
}

/** The whole answer about a run, by the evaluation that its sign-in will get. Pure. */
export function judgeRun(facts: GateFacts): Judged {
  const { gates, bootstrapped } = evaluateGates(facts);
  const deciding = gates.filter((gate) => !gate.reportOnly);
  const isOpen = (list: readonly Gate[]) => list.every((gate) => gate.satisfied);
  const steps = (['pass', 'join', 'credential', 'proof'] as const).map((step) => {
    const own = deciding.filter((gate) => gate.step === step);
    return { step, open: isOpen(own), seconds: STEP_SECONDS[step], gates: own };
  });
  return {
    wouldSucceed: getsThrough(facts),
    steps,
    firstShut: steps.flatMap((step) => step.gates).find((gate) => !gate.satisfied) ?? null,
    reportOnly: toldOnce(gates.filter((gate) => gate.reportOnly)),
    bootstrapGrant: bootstrapped,
    smallestChange: smallestChange(facts) ?? null,
    time: timeOf(facts),
  };
}

async function sameSerialNumber(context: DirectoryContext, request: PreflightRequest) {
  const serial = request.device?.hardware?.serialNumber?.trim();
  if (!serial) return [];
  const rows = await context.store.db
    .selectFrom('devices')
    .select(['id', 'display_name'])
    .where('serial_number', '=', serial)
    .limit(20)
    .execute();
  return rows.map((row) => ({ id: row.id, displayName: row.display_name }));
}

async function audit(context: DirectoryContext, actor: Actor, user: UserRow, judged: Judged): Promise<void> {
  const { id, display_name, user_principal_name } = user;
  await writeAudit(context, {
    activity: ACTIVITIES.preflightMade,
    reason: judged.wouldSucceed ? 'The run would succeed' : 'The run would be refused',
    actor,
    category: 'Device',
    service: 'Conditional Access',
    targets: [{ id, type: 'User', displayName: display_name, userPrincipalName: user_principal_name }],
    ...(judged.firstShut ? { details: { firstShut: judged.firstShut.id } } : {}),
  });
}

/**
 * Would a run of this person on this laptop get through? Nothing is spent, held or written but the audit row.
 *
 * @throws Refusal `not_found` for a user that is not there
 */
export async function preflight(
  context: DirectoryContext,
  actor: Actor,
  request: PreflightRequest,
): Promise<PreflightAnswer> {
  const user = await findUser(context, request.user);
  if (!user) throw new Refusal('not_found');
  const ways = await gatherRunFacts(context, user, request);
  const judged = judgeRun(ways.find(getsThrough) ?? ways[0]);
  await audit(context, actor, user, judged);
  return {
    ...judged,
    evaluatedDateTime: new Date(context.clock.now()).toISOString(),
    user: { id: user.id, userPrincipalName: user.user_principal_name },
    devicesWithSerialNumber: await sameSerialNumber(context, request),
  };
}
