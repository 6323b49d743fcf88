import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Discovery } from '../../electron/contract/wire/discovery.ts';
import { Lab, slugOf } from './lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());

/** One request as raw text: what no HTTP client would send. */
function raw(text: string): Promise<string> {
  const { hostname, port } = new URL(lab.directory.url);
  return new Promise((resolve, reject) => {
    const ca = readFileSync(lab.directory.caFile);
    const socket = connect({ host: '127.0.0.1', port: Number(port), servername: hostname, ca }, () =>
      socket.write(text),
    );
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
    socket.setTimeout(3000, () => socket.end());
  });
}

describe('discovery', () => {
  test('names every endpoint that the agent needs, on the canonical issuer', async () => {
    for (const path of ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']) {
      const answer = await lab.call(path);
      expect(answer.status).toBe(200);
      const found = Discovery.parse(answer.body);
      expect(found.issuer).toBe(lab.directory.url);
      expect(found.authorization_challenge_endpoint).toBe(lab.url('/oauth2/authorize-challenge'));
      expect(found.token_endpoint).toBe(lab.url('/oauth2/token'));
      expect(answer.body.scopes_supported).toContain('Device.Register');
      expect(answer.body.dpop_signing_alg_values_supported).toEqual(['ES256']);
      expect(answer.body).not.toHaveProperty('pushed_authorization_request_endpoint');
    }
  });

  test('the tenant’s aliases answer, too', async () => {
    for (const prefix of [`/${lab.directory.tenantId}`, `/${lab.directory.tenantId}/v2.0`]) {
      const answer = await lab.call(`${prefix}/.well-known/openid-configuration`);
      expect(answer.status).toBe(200);
      expect(answer.body.issuer).toBe(lab.directory.url);
      expect(answer.body.token_endpoint).toBe(lab.url(`${prefix}/oauth2/token`));
    }
  });

  test('the keys are public halves only', async () => {
    const { body } = await lab.call('/oauth2/jwks');
    expect(body.keys).toHaveLength(1);
    expect(body.keys[0]).not.toHaveProperty('d');
  });

  test('every answer carries the directory’s time, also when it is moved', async () => {
    lab.ahead = 86_400_000;
    const answers = await Promise.all(
      ['/.well-known/openid-configuration', '/nothing', '/provisioning/v1/profile'].map((path) =>
        lab.call(path),
      ),
    );
    lab.ahead = 0;
    for (const answer of answers) {
      const away = Date.parse(String(answer.headers.date)) - Date.now() - 86_400_000;
      expect(Math.abs(away)).toBeLessThan(5000);
    }
  });
});

describe('bad HTTP gets a typed 4xx', () => {
  test('another Host is 421 and poisons nothing', async () => {
    for (const path of ['/.well-known/openid-configuration', '/nothing']) {
      const answer = await raw(`GET ${path} HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 421 /);
      expect(answer).toContain('host_unknown');
      expect(answer).not.toContain('evil');
    }
  });

  test('X-Forwarded-* changes nothing', async () => {
    const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' };
    const answer = await lab.call('/.well-known/openid-configuration', { headers });
    expect(answer.body.issuer).toBe(lab.directory.url);
  });

  test('an unknown path is 404, a known one with another method 405 with Allow', async () => {
    const missing = await lab.call('/nothing/here');
    expect([missing.status, slugOf(missing)]).toEqual([404, 'not_found']);
    const wrong = await lab.call('/oauth2/authorize-challenge');
    expect([wrong.status, slugOf(wrong), wrong.headers.allow]).toEqual([405, 'method_not_allowed', 'POST']);
  });

  test('a broken escape in the URL is 400', async () => {
    const answer = await raw(
      `GET /%zz HTTP/1.1\r\nhost: ${new URL(lab.directory.url).host}\r\nconnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('request_malformed');
  });

  test('a part of the path that is longer than any of ours is 400, and not a failure of the directory', async () => {
    const answer = await lab.call(`/v1.0/users/${'a'.repeat(3000)}`);
    expect([answer.status, slugOf(answer)]).toEqual([400, 'request_malformed']);
  });

  test('headers beyond all measure are 431', async () => {
    expect(await raw(`GET / HTTP/1.1\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  test('what is not HTTP is 400 and the connection ends', async () => {
    expect(await raw('HELLO\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('malformed JSON is 400, another type 415, 65 KiB 413', async () => {
    const path = '/provisioning/v1/runs';
    const dpop = { dpop: 'x' };
    const malformed = await lab.call(path, { body: '{"a":', headers: dpop });
    const type = await lab.call(path, { body: 'a=b', headers: { ...dpop, 'content-type': 'text/csv' } });
    const large = await lab.call(path, { body: JSON.stringify({ a: 'x'.repeat(66_000) }), headers: dpop });
    for (const answer of [malformed, type, large]) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.body.error.innerError.suberror).toBeTypeOf('string');
    }
  });

  test('the client’s request id is echoed where it is harmless', async () => {
    const good = await lab.call('/nothing', { headers: { 'client-request-id': 'abc-1' } });
    expect(good.headers['client-request-id']).toBe('abc-1');
    const bad = await lab.call('/nothing', { headers: { 'client-request-id': '<script>' } });
    expect(bad.headers['client-request-id']).toBe(bad.headers['request-id']);
  });
});

test('closing ends in time under keep-alive and may be asked for twice', async () => {
  const other = await Lab.open();
  await other.call('/.well-known/openid-configuration');
  const started = Date.now();
  await Promise.all([other.directory.close(), other.directory.close()]);
  expect(Date.now() - started).toBeLessThan(3000);
});
