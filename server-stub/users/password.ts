import { Refusal } from '../../electron/contract/refusal.ts';

const KINDS = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u];
const NEEDED_KINDS = 3;

/**
 * Entra's rule for passwords that administrators set (Microsoft Entra password policies): 8 to 256 characters of three kinds
 * out of four. The name in it is refused as well.
 *
 * @throws Refusal `password_weak`
 */
export function checkPassword(password: string, userPrincipalName: string): void {
  const kinds = KINDS.filter((kind) => kind.test(password)).length;
  const [local = ''] = userPrincipalName.toLowerCase().split('@');
  const named = local.length >= 4 && password.toLowerCase().includes(local);
  if (password.length < 8 || password.length > 256 || kinds < NEEDED_KINDS || named) {
    throw new Refusal('password_weak');
  }
}
