import { AuthnMethodName } from '../../../electron/contract/wire/challenge.ts';

/*
 * The page's only memory. The name stays in this tab, so that a reload shows it again (the directory keeps names of
 * strangers in no form that can be shown); the last way to sign in stays in this browser. Neither is secret, and neither
 * has to be there: storage may be switched off.
 */

const NAME = `latchkey-name ${location.pathname}`;
const METHOD = 'latchkey-last-method';

function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

export const remembered = {
  name: (): string => quietly(() => sessionStorage.getItem(NAME)) ?? '',
  keepName: (name: string) => quietly(() => sessionStorage.setItem(NAME, name)),
  method(offered: readonly AuthnMethodName[]): AuthnMethodName | undefined {
    const read = AuthnMethodName.safeParse(quietly(() => localStorage.getItem(METHOD)));
    return read.success && offered.includes(read.data) ? read.data : undefined;
  },
  keepMethod: (method: AuthnMethodName) => quietly(() => localStorage.setItem(METHOD, method)),
} as const;
