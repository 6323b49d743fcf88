import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const ROOT = new URL('../..', import.meta.url).pathname;
const MAIN = join(ROOT, 'server-stub/main.ts');
const NODE = process.execPath;

interface Ready {
  url: string;
  caFile: string;
  adminFile: string;
  tenantId: string;
  admin?: { clientId: string; clientSecret: string };
}

let folder: string;
const running: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-main-'));
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('exit', resolve));
    }
  }
  rmSync(folder, { recursive: true, force: true });
});

function start(args: string[] = [], data = join(folder, 'data')) {
  const child = spawn(NODE, [MAIN, '--port', '0', '--data', data, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  running.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.err += chunk;
  });
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const until = async (text: string): Promise<void> => {
    while (!said.out.includes(text)) {
      if (child.exitCode !== null) throw new TypeError(`ended: ${said.err}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const ready = async (): Promise<Ready> => {
    await until('\n');
    return JSON.parse(said.out.split('\n', 1)[0] ?? '');
  };
  return { child, said, exited, until, ready };
}

function call(
  ready: Ready,
  path: string,
  form?: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const agent = new Agent({ ca: readFileSync(ready.caFile) });
  return new Promise<{ status: number; body: Record<string, string> }>((resolve, reject) => {
    const json = headers.authorization !== undefined && form !== undefined;
    const body = form && (json ? JSON.stringify(form) : new URLSearchParams(form).toString());
    const type = json ? 'application/json' : 'application/x-www-form-urlencoded';
    const sent = request(
      ready.url + path,
      {
        agent,
        method: form ? 'POST' : 'GET',
        headers: { ...(form ? { 'content-type': type } : {}), ...headers },
      },
      (answer) => {
        let text = '';
        answer.on('data', (chunk) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

async function issue(ready: Ready): Promise<{ token: string; pass: string }> {
  const { clientId, clientSecret } = JSON.parse(readFileSync(ready.adminFile, 'utf8'));
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const token = (await call(ready, '/oauth2/token', form)).body.access_token ?? '';
  const path = '/v1.0/users/amal@northwind.example/authentication/temporaryAccessPassMethods';
  const issued = await call(ready, path, {}, { authorization: `Bearer ${token}` });
  expect(issued.status).toBe(201);
  return { token, pass: issued.body.temporaryAccessPass ?? '' };
}

function everyFile(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    return entry.isDirectory() ? everyFile(path) : [path];
  });
}

describe('npm run directory', { timeout: 60_000 }, () => {
  test('--json prints one line when ready, with the admin for the demo on loopback; SIGTERM ends it with 0', async () => {
    const directory = start(['--json']);
    const ready = await directory.ready();
    expect(ready).toMatchObject({ event: 'ready', url: expect.stringMatching(/^https:\/\/localhost:\d+$/) });
    expect(ready.admin).toEqual(JSON.parse(readFileSync(ready.adminFile, 'utf8')));
    expect(statSync(ready.adminFile).mode & 0o777).toBe(0o600);
    expect((await call(ready, '/.well-known/openid-configuration')).status).toBe(200);
    directory.child.kill('SIGTERM');
    expect(await directory.exited).toBe(0);
    expect(directory.said.out.trim().split('\n')).toHaveLength(1);
    expect(directory.said.err).toBe('');
  });

  test('without --json it introduces the cast and gives lines to paste', async () => {
    const directory = start();
    await directory.until('Ctrl+C');
    expect(directory.said.out).toContain('ben@northwind.example');
    expect(directory.said.out).toContain('Ben-winter-lantern-47');
    expect(directory.said.out).toMatch(
      /npm run pass -- --directory https:\/\/localhost:\d+ --ca \S+ --admin \S+ --user amal/,
    );
    directory.child.kill('SIGINT');
    expect(await directory.exited).toBe(0);
  });

  test('a start that fails ends 1 with one readable sentence', async () => {
    const directory = start(['--json', '--chaos', 'x.json']);
    expect(await directory.exited).toBe(1);
    expect(directory.said.err.trim()).toMatch(
      /^The directory cannot start: cannot read the chaos file [^\n]*\.$/,
    );
    expect(directory.said.out).toBe('');
  });

  test('ends when its standard input ends, where it was asked to', async () => {
    const directory = start(['--json', '--with-parent']);
    await directory.ready();
    directory.child.stdin?.end();
    expect(await directory.exited).toBe(0);
  });

  test('ends when the parent behind its IPC channel is gone', async () => {
    const child = fork(MAIN, ['--json', '--port', '0', '--data', join(folder, 'data')], {
      silent: true,
      execPath: NODE,
    });
    running.push(child);
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    const exited = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
    child.disconnect();
    expect(await exited).toBe(0);
  });

  test('survives kill -9: what was answered is there again, under the same CA, issuer key and admin', async () => {
    const first = start(['--json']);
    const before = await first.ready();
    const { token } = await issue(before);
    const ca = readFileSync(before.caFile, 'utf8');
    first.child.kill('SIGKILL');
    await first.exited;
    const second = start(['--json', '--port', new URL(before.url).port]);
    const after = await second.ready();
    expect(after).toEqual(before);
    expect(readFileSync(after.caFile, 'utf8')).toBe(ca);
    const path = '/v1.0/users/amal@northwind.example/authentication/temporaryAccessPassMethods';
    const listed = await call(after, path, undefined, { authorization: `Bearer ${token}` });
    expect(listed.status).toBe(200);
    expect(listed.body.value).toHaveLength(1);
  });

  test('neither pass nor token nor password is in the data or in what it printed', async () => {
    const directory = start(['--json']);
    const ready = await directory.ready();
    const { token, pass } = await issue(ready);
    await call(ready, '/oauth2/token', {
      grant_type: 'refresh_token',
      client_id: 'latchkey-agent',
      refresh_token: 'planted-secret',
    });
    directory.child.kill('SIGTERM');
    await directory.exited;
    const secrets = [pass, token, token.split('.')[2] ?? '', 'Ben-winter-lantern-47', 'planted-secret'];
    const texts = everyFile(folder).map((file) => readFileSync(file).toString('latin1'));
    for (const secret of secrets) {
      expect([...texts, directory.said.out, directory.said.err].some((text) => text.includes(secret))).toBe(
        false,
      );
    }
  });
});
