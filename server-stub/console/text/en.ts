import { ADMIN } from './english/admin.ts';
import { LOGS } from './english/logs.ts';
import { METHODS } from './english/methods.ts';
import { POLICIES } from './english/policies.ts';

/** Every sentence of the console and of My Security Info, in English. Under 20 words each, so that they can be translated. */
export const EN = { ...ADMIN, ...LOGS, ...POLICIES, ...METHODS } as const;
