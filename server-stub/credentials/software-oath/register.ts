import { randomBytes, randomUUID } from 'node:crypto';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../../context.ts';
import type { UserCaller } from '../../http/authenticate.ts';
import type { SoftwareOathRow } from '../../store/tables.ts';
import { checkRegistrationWindow } from '../registration-window.ts';
import { auditSoftwareOath } from './audit.ts';
import { spendStep, stepFor } from './methods.ts';
import { sealSecret } from './seal-secret.ts';
import { base32, otpauthUri } from './totp.ts';

/** RFC 4226 4 R6 recommends 160 bits. */
const SECRET_BYTES = 20;
/** As many as Entra allows. */
const MOST = 5;
/** How long a secret waits for its first code; the registration window is as long. */
export const PENDING_MS = 10 * 60_000;
const DEFAULT_NAME = 'Authenticator app';

/** A new app, as it is shown once. */
export interface PendingSoftwareOath {
  readonly row: SoftwareOathRow;
  readonly secretKey: string;
  readonly otpauthUri: string;
}

/**
 * Makes a secret for an authenticator app. It is a method only once its first code came back (`activate`): a QR code that
 * nobody scanned must not look like a way to sign in.
 *
 * @throws Refusal `mfa_required`, `registration_window_closed`, `method_limit`
 */
export async function beginSoftwareOath(
  context: DirectoryContext,
  caller: UserCaller,
  displayName = DEFAULT_NAME,
): Promise<PendingSoftwareOath> {
  await checkRegistrationWindow(context, caller);
  const secret = randomBytes(SECRET_BYTES);
  const id = randomUUID();
  const now = context.clock.now();
  const row: SoftwareOathRow = {
    id,
    user_id: caller.userId,
    display_name: displayName,
    sealed_secret: sealSecret(context, { methodId: id, userId: caller.userId }, secret),
    state: 'pending',
    last_step: null,
    created_at: now,
    activated_at: null,
  };
  const { user_principal_name: name } = await context.store.db
    .selectFrom('users')
    .select('user_principal_name')
    .where('id', '=', caller.userId)
    .executeTakeFirstOrThrow();
  await context.store.transaction(() => insertPending(context, row));
  return { row, secretKey: base32(secret), otpauthUri: otpauthUri(secret, context.tenant.displayName, name) };
}

/** Who begins again gives the earlier secret up: one is pending at a time. */
async function insertPending(context: DirectoryContext, row: SoftwareOathRow): Promise<void> {
  const { db } = context.store;
  await db
    .deleteFrom('software_oath_methods')
    .where('user_id', '=', row.user_id)
    .where('state', '=', 'pending')
    .execute();
  const { count } = await db
    .selectFrom('software_oath_methods')
    .select((column) => column.fn.countAll<number>().as('count'))
    .where('user_id', '=', row.user_id)
    .executeTakeFirstOrThrow();
  if (count >= MOST) throw new Refusal('method_limit');
  await db.insertInto('software_oath_methods').values(row).execute();
}

/**
 * The first code came back: from now on the app is a way to sign in. The code is used up, like any other. Again with the
 * same code is the same answer, for a client whose first answer was lost.
 *
 * @throws Refusal `mfa_required`, `registration_window_closed`, `not_found`, `otp_wrong`
 */
export async function activateSoftwareOath(
  context: DirectoryContext,
  caller: UserCaller,
  { id, verificationCode }: { readonly id: string; readonly verificationCode: string },
): Promise<SoftwareOathRow> {
  await checkRegistrationWindow(context, caller);
  return context.store.transaction(async () => {
    const { db } = context.store;
    const row = await db
      .selectFrom('software_oath_methods')
      .selectAll()
      .where('id', '=', id)
      .where('user_id', '=', caller.userId)
      .executeTakeFirst();
    const now = context.clock.now();
    if (!row || (row.state === 'pending' && row.created_at + PENDING_MS <= now))
      throw new Refusal('not_found');
    if (row.state === 'active') return activatedAgain(context, row, verificationCode);
    const step = stepFor(context, row, verificationCode);
    if (step === null || !(await spendStep(context, row.id, step))) throw new Refusal('otp_wrong');
    const next = { state: 'active' as const, activated_at: now, last_step: step };
    await db.updateTable('software_oath_methods').set(next).where('id', '=', id).execute();
    await auditSoftwareOath(context, {
      actor: { kind: 'user', userId: caller.userId },
      row,
      did: 'registered',
    });
    return { ...row, ...next };
  });
}

function activatedAgain(context: DirectoryContext, row: SoftwareOathRow, code: string): SoftwareOathRow {
  const same = stepFor(context, { ...row, last_step: null }, code);
  if (same === null || same !== row.last_step) throw new Refusal('otp_wrong');
  return row;
}
