import type { Agent } from '../agent.ts';
import { Refusal } from '../contract/refusal.ts';
import type { ProvisionArguments } from './arguments.ts';

type Standing = Pick<Awaited<ReturnType<Agent['standing']>>, 'sealed' | 'started'>;

/** What to do about a laptop that IT has sealed. */
export type Sealed =
  /** It is not sealed, or its person goes on with it. */
  | { readonly now: 'go on'; readonly args: ProvisionArguments }
  /** IT once more, by the same script: nothing is left to do. */
  | { readonly now: 'leave' };

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/**
 * Whose turn is it? The directory has the last word; here it is said before anybody types a pass, and IT's own answers are not
 * given in the name of somebody else. Pure.
 * @param attended somebody sits in front of it
 * @throws Refusal sealed_for_another, already_sealed
 */
export function atSealedLaptop(
  { sealed, started }: Standing,
  args: ProvisionArguments,
  attended: boolean,
): Sealed {
  const { user } = args;
  if (sealed === null || user === null || args.again) return { now: 'go on', args };
  if (same(user, sealed.by)) {
    if (started?.afterSeal) throw new Refusal('already_sealed');
    if (!attended) return { now: 'leave' };
    return { now: 'go on', args: { ...args, user: null, passFile: null, passwordFile: null } };
  }
  if (sealed.for && !same(user, sealed.for.userPrincipalName)) throw new Refusal('sealed_for_another');
  return { now: 'go on', args };
}
