import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PageAnswer } from '../../electron/contract/wire/sign-in-page.ts';
import { Lab } from './lab.ts';
import { PageBrowser } from './page-browser.ts';

const AMAL = 'amal@northwind.example';
let lab: Lab;
let browser: PageBrowser;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.ahead = 0;
  await lab.db.deleteFrom('lockouts').execute();
  browser = new PageBrowser(lab);
});

const slug = (answer: { body: { refusal?: { slug: string } } }) => answer.body.refusal?.slug;

describe('what a stranger tries', () => {
  const begin = async () => {
    await browser.begin();
    await browser.post('name', { name: AMAL });
  };

  test('another browser cannot answer, nor take the end of it', async () => {
    await begin();
    const thief = new PageBrowser(lab);
    thief.page = browser.page;
    const refused = await thief.post('answer', { pass: 'x' });
    expect([refused.status, slug(refused), refused.body.state?.screen]).toEqual([
      400,
      'interaction_expired',
      'closed',
    ]);
    const { next } = (await browser.post('answer', { pass: await lab.issuePass(AMAL) })).body;
    const stolen = await thief.call(new URL(String(next)).pathname);
    expect(stolen.status).toBe(400);
  });

  test.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another port of the same host', { origin: 'https://localhost:1', 'sec-fetch-site': 'same-site' }],
    ['a page without origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ])('a request of %s is refused', async (_name, headers) => {
    await begin();
    const refused = await browser.post('answer', { pass: 'x' }, headers);
    expect([refused.status, refused.body]).toMatchObject([403, { suberror: 'request_not_from_page' }]);
  });

  test('a form is not JSON', async () => {
    await begin();
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await browser.call(`${browser.page}/answer`, 'pass=x', type)).status).toBe(415);
    expect(
      (await browser.call(`${browser.page}/answer`, 'pass=x', { 'content-type': 'text/plain' })).status,
    ).toBe(415);
  });

  test('cookies are Secure, HttpOnly and SameSite, and that of the session is nailed to the host', async () => {
    const begun = await browser.begin();
    await browser.post('name', { name: AMAL });
    const { next } = (await browser.post('answer', { pass: await lab.issuePass(AMAL) })).body;
    const landed = await browser.call(new URL(String(next)).pathname);
    const lines = [...(begun.headers['set-cookie'] ?? []), ...(landed.headers['set-cookie'] ?? [])].map(
      String,
    );
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines) expect(line).toMatch(/; secure.*; httponly|; httponly.*; secure/i);
    for (const line of lines) expect(line).toMatch(/samesite=lax/i);
    expect(lines.some((line) => line.startsWith('__Host-latchkey-session='))).toBe(true);
  });

  test.each([
    ['a redirect to another site', { redirect: 'https://evil.example/' }],
    ['a redirect to another page', { redirect: 'https://localhost/elsewhere/' }],
    [
      'a remote redirect of a native program',
      { client: 'latchkey-cli', redirect: 'http://evil.example:80/' },
    ],
    [
      'the agent, which has the challenge endpoint',
      { client: 'latchkey-agent', redirect: 'com.latchkey.agent:/signed-in' },
    ],
    ['a client that nobody knows', { client: 'who' }],
  ])('%s goes nowhere', async (_name, wanted) => {
    const refused = await browser.begin(wanted);
    expect(refused.status).toBe(400);
    expect(refused.headers).not.toHaveProperty('location');
    expect(refused.headers['content-security-policy']).toContain("default-src 'none'");
    expect(refused.headers['x-frame-options']).toBe('DENY');
  });

  test('PKCE is not optional', async () => {
    const refused = await browser.begin({ more: { code_challenge: '', code_challenge_method: '' } });
    expect(String(refused.headers.location)).toContain('error=invalid_request');
  });
});

test('whatever JSON comes, the answer is typed', async () => {
  await browser.begin();
  await browser.post('name', { name: AMAL });
  const wild = fc.record(
    {
      name: fc.oneof(fc.string(), fc.jsonValue()),
      pass: fc.oneof(fc.string(), fc.jsonValue()),
      password: fc.oneof(fc.string({ maxLength: 600 }), fc.jsonValue()),
      code: fc.oneof(fc.string(), fc.integer()),
      passkey: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  const acts = fc.constantFrom('name', 'answer', 'options', 'continue', 'back', 'confirm');
  await fc.assert(
    fc.asyncProperty(acts, fc.oneof(wild, fc.jsonValue()), async (act, body) => {
      const answer = await browser.post(act, body);
      expect(answer.status).toBeLessThan(500);
      if (answer.status !== 415 && !('error' in answer.body)) PageAnswer.parse(answer.body);
    }),
    { numRuns: process.env.CI === 'true' ? 300 : 60 },
  );
});

describe('addresses of a tenant', () => {
  test.each(['/oauth2/authorize', '/v2.0/oauth2/authorize', '/oauth2/v2.0/authorize'])(
    '%s leads to the one endpoint',
    async (path) => {
      const answer = await browser.call(`/${lab.directory.tenantId}${path}?client_id=a&state=b%20c`);
      expect([answer.status, answer.headers.location]).toEqual([
        303,
        `${lab.directory.url}/oauth2/authorize?client_id=a&state=b%20c`,
      ]);
    },
  );

  test('Entra’s own token path answers', async () => {
    const answer = await lab.call(`/${lab.directory.tenantId}/oauth2/v2.0/token`, {
      form: {
        grant_type: 'client_credentials',
        client_id: lab.directory.admin.clientId,
        client_secret: lab.directory.admin.clientSecret,
      },
    });
    expect(answer.status).toBe(200);
  });
});
