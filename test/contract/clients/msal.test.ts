import { CryptoProvider, PublicClientApplication } from '@azure/msal-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../lab.ts';
import { Lab } from '../lab.ts';
import { PageBrowser } from '../page-browser.ts';
import { trust } from './trust.ts';

/*
 * `@azure/msal-node` as it comes from npm signs a person in with the ordinary code flow, in both of the ways in which it
 * finds an authority: Entra's and plain OpenID Connect.
 */

const USER = 'amal@northwind.example';
const REDIRECT = 'http://localhost:49152/';
const SCOPES = ['User.Read', 'UserAuthenticationMethod.Read'];

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open();
  trust(lab.directory.caFile);
});
afterAll(() => lab.close());

const AUTHORITIES = [
  { mode: 'AAD', authority: () => `${lab.directory.url}/${lab.directory.tenantId}` },
  { mode: 'OIDC', authority: () => lab.directory.url },
] as const;

function program(mode: 'AAD' | 'OIDC', authority: string): PublicClientApplication {
  return new PublicClientApplication({
    auth: {
      clientId: 'latchkey-cli',
      authority,
      knownAuthorities: [new URL(lab.directory.url).host],
    },
    system: { protocolMode: mode },
  });
}

/** Goes where the browser is sent, as far as the directory's own addresses reach. */
async function follow(browser: PageBrowser, url: string): Promise<string> {
  let next = url;
  for (let hops = 0; hops < 5 && next.startsWith(lab.directory.url); hops += 1) {
    const { pathname, search } = new URL(next);
    if (pathname.startsWith('/oauth2/interaction/')) return pathname;
    const answer: Answer = await browser.call(`${pathname}${search}`);
    next = new URL(String(answer.headers.location), lab.directory.url).href;
  }
  return next;
}

/** A person at the page that MSAL opened; resolves with the address that their browser ends at. */
async function signInAt(url: string, pass: string): Promise<URL> {
  const browser = new PageBrowser(lab);
  browser.page = await follow(browser, url);
  await browser.post('name', { name: USER });
  const { body } = await browser.post('answer', { pass });
  return new URL(await follow(browser, String(body.next)));
}

describe.each(AUTHORITIES)('msal-node in $mode mode', ({ mode, authority }) => {
  test('code flow with PKCE, who it is, a call to Graph, a silent renewal, and its end with the pass', async () => {
    const app = program(mode, authority());
    const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
    const url = await app.getAuthCodeUrl({
      scopes: SCOPES,
      redirectUri: REDIRECT,
      codeChallenge: challenge,
      codeChallengeMethod: 'S256',
      state: 'kept',
    });
    const pass = await lab.issuePass(USER, { isUsableOnce: false, lifetimeInMinutes: 60 });
    const landed = await signInAt(url, pass);
    expect(landed.searchParams.get('state')).toBe('kept');

    const result = await app.acquireTokenByCode({
      code: landed.searchParams.get('code') ?? '',
      codeVerifier: verifier,
      redirectUri: REDIRECT,
      scopes: SCOPES,
    });
    expect(result.account).toMatchObject({ username: USER, tenantId: lab.directory.tenantId });
    const me = await fetch(lab.url('/v1.0/me'), {
      headers: { authorization: `Bearer ${result.accessToken}` },
    });
    expect(await me.json()).toMatchObject({ userPrincipalName: USER });

    const silent = { account: result.account, scopes: SCOPES, forceRefresh: true };
    const renewed = await app.acquireTokenSilent(silent as Parameters<typeof app.acquireTokenSilent>[0]);
    expect(renewed.accessToken).not.toBe(result.accessToken);
    await lab.issuePass(USER);
    await expect(
      app.acquireTokenSilent(silent as Parameters<typeof app.acquireTokenSilent>[0]),
    ).rejects.toMatchObject({ errorCode: 'invalid_grant' });
  });
});
