import { CreatePassRequest, PassMethod } from '../../../electron/contract/wire/graph.ts';
import {
  CreationOptionsAnswer,
  PasskeyMethod,
  RegisterPasskeyRequest,
} from '../../../electron/contract/wire/passkey.ts';
import {
  ActivateSoftwareOathRequest,
  CreatedSoftwareOath,
  CreateSoftwareOathRequest,
} from '../../../electron/contract/wire/software-oath.ts';
import type { Operation, Operations } from '../operation.ts';
import { AuthenticationMethod } from '../shapes.ts';

const row = (summary: string, answers: Operation['answers'], more: Partial<Operation> = {}): Operation => ({
  summary,
  tag: 'methods',
  access: 'token',
  answers,
  ...more,
});

/** What is there of each kind of method, for oneself and for others. */
const KINDS = {
  temporaryAccessPassMethods: { name: 'Temporary Access Pass', shape: PassMethod, remove: true },
  fido2Methods: { name: 'passkeys', shape: AuthenticationMethod, remove: true },
  windowsHelloForBusinessMethods: { name: 'Hello credentials', shape: AuthenticationMethod, remove: true },
  softwareOathMethods: { name: 'authenticator apps', shape: AuthenticationMethod, remove: true },
  passwordMethods: { name: 'password', shape: AuthenticationMethod, remove: false },
} as const;

const OWNERS = [
  ['~/me', 'own'],
  ['~/users/:user', 'somebody’s'],
] as const;

function rowsOf(base: string, whose: string): Operations {
  const rows: Record<string, Operation> = {
    [`GET ${base}/authentication/methods`]: row(
      `List ${whose} methods`,
      { 200: null },
      { collection: true, item: AuthenticationMethod },
    ),
  };
  for (const [kind, { name, shape, remove }] of Object.entries(KINDS)) {
    const path = `${base}/authentication/${kind}`;
    rows[`GET ${path}`] = row(`List ${whose} ${name}`, { 200: null }, { collection: true, item: shape });
    rows[`GET ${path}/:method`] = row(`One of ${whose} ${name}`, { 200: shape });
    if (remove) rows[`DELETE ${path}/:method`] = row(`Remove one of ${whose} ${name}`, { 204: null });
  }
  const passkeys = `${base}/authentication/fido2Methods`;
  rows[`GET ${passkeys}/creationOptions`] = row(`Options to make ${whose} passkey with`, {
    200: CreationOptionsAnswer,
  });
  rows[`POST ${passkeys}`] = row(
    `Register ${whose} passkey`,
    { 200: PasskeyMethod, 201: PasskeyMethod },
    { body: RegisterPasskeyRequest },
  );
  return rows;
}

/** Authentication methods. */
export const METHOD_OPERATIONS: Operations = {
  ...Object.assign({}, ...OWNERS.map(([base, whose]) => rowsOf(base, whose))),
  'POST ~/users/:user/authentication/temporaryAccessPassMethods': row(
    'Issue a Temporary Access Pass; its value is in this answer and nowhere else',
    { 201: PassMethod },
    { body: CreatePassRequest },
  ),
  'POST ~/me/authentication/softwareOathMethods': row(
    'Begin an authenticator app',
    { 201: CreatedSoftwareOath },
    { body: CreateSoftwareOathRequest },
  ),
  'POST ~/me/authentication/softwareOathMethods/:method/activate': row(
    'Prove an authenticator app by its code',
    { 200: null, 204: null },
    { body: ActivateSoftwareOathRequest },
  ),
};
