import { ConfidentialClientApplication } from '@azure/msal-node';
import { Client, GraphError, PageIterator } from '@microsoft/microsoft-graph-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Lab } from '../lab.ts';
import { Laptop } from '../laptop.ts';
import { trust } from './trust.ts';

/*
 * An administrator's script as people write it for Entra: `@azure/msal-node` takes the application token,
 * `@microsoft/microsoft-graph-client` does the rest. Only the addresses are ours.
 */

const NEWCOMER = 'nora@northwind.example';

let lab: Lab;
let graph: Client;

beforeAll(async () => {
  lab = await Lab.open();
  trust(lab.directory.caFile);
  const { clientId, clientSecret } = lab.directory.admin;
  const application = new ConfidentialClientApplication({
    auth: {
      clientId,
      clientSecret,
      authority: `${lab.directory.url}/${lab.directory.tenantId}`,
      knownAuthorities: [new URL(lab.directory.url).host],
    },
  });
  graph = Client.initWithMiddleware({
    baseUrl: lab.directory.url,
    customHosts: new Set(['localhost']),
    authProvider: {
      getAccessToken: async () => {
        const result = await application.acquireTokenByClientCredential({
          scopes: [`${lab.directory.url}/.default`],
        });
        return result?.accessToken ?? '';
      },
    },
  });
});
afterAll(() => lab.close());

const passesOf = (user: string) =>
  graph.api(`/users/${user}/authentication/temporaryAccessPassMethods`).version('v1.0');
const policy = () =>
  graph
    .api('/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass')
    .version('v1.0');

async function refused(call: Promise<unknown>): Promise<GraphError> {
  const thrown = await call.catch((error: unknown) => error);
  if (thrown instanceof GraphError) return thrown;
  throw new TypeError('not a GraphError');
}

describe('the life of a newcomer, by microsoft-graph-client with a token of msal-node', () => {
  test('policy, person, pass, sign-in, and the rows that tell of them', async () => {
    await policy().patch({
      '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
      defaultLength: 12,
    });
    expect(await policy().get()).toMatchObject({ id: 'TemporaryAccessPass', defaultLength: 12 });

    const person = await graph
      .api('/users')
      .version('v1.0')
      .post({
        accountEnabled: true,
        displayName: 'Nora Newcomer',
        mailNickname: 'nora',
        userPrincipalName: NEWCOMER,
        passwordProfile: { password: 'Frost-lantern-harbour-91', forceChangePasswordNextSignIn: true },
      });
    const pass = await passesOf(person.id).post({ isUsableOnce: true, lifetimeInMinutes: 60 });
    expect(pass.temporaryAccessPass).toHaveLength(12);
    expect((await passesOf(person.id).get()).value).toMatchObject([
      { id: pass.id, temporaryAccessPass: null, isUsable: true, methodUsabilityReason: 'EnabledByPolicy' },
    ]);

    const laptop = await Laptop.make(lab);
    expect((await laptop.signInWithPass(NEWCOMER, pass.temporaryAccessPass)).status).toBe(200);

    const rows = await graph
      .api('/auditLogs/signIns')
      .version('beta')
      .filter(`userId eq '${person.id}'`)
      .top(5)
      .get();
    expect(rows.value[0]).toMatchObject({
      userPrincipalName: NEWCOMER,
      status: { errorCode: 0 },
      authenticationDetails: [{ authenticationMethod: 'Temporary Access Pass', succeeded: true }],
    });
    const audits = await graph.api('/auditLogs/directoryAudits').version('v1.0').top(50).get();
    expect(audits.value).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          activityDisplayName: 'Admin registered security info',
          resultReason: 'Admin registered temporary access pass method for user',
        }),
      ]),
    );

    await graph.api(`/users/${person.id}`).version('v1.0').delete();
    expect((await refused(graph.api(`/users/${person.id}`).version('v1.0').get())).statusCode).toBe(404);
  });

  test('PageIterator walks every user in pages of two', async () => {
    const first = await graph.api('/users').version('v1.0').top(2).select('id,userPrincipalName').get();
    const seen: string[] = [];
    const pages = new PageIterator(graph, first, (user) => {
      seen.push(user.userPrincipalName);
      return true;
    });
    await pages.iterate();
    const { total } = await lab.db
      .selectFrom('users')
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
  });

  test('a refusal is a GraphError with its status, code, message and request id', async () => {
    const error = await refused(
      passesOf('amal@northwind.example').post({ isUsableOnce: true, lifetimeInMinutes: 9 }),
    );
    expect(error).toMatchObject({ statusCode: 400, code: 'badRequest' });
    expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(error.message.length).toBeGreaterThan(10);
  });

  test('an external guest is refused with the sentence that Entra gives', async () => {
    const guest = encodeURIComponent('hal_fabrikam.example#ext#@northwind.example');
    expect((await refused(passesOf(guest).post({}))).message).toBe(
      'Temporary Access Pass cannot be added to an external guest user.',
    );
  });
});
