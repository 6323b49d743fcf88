import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../electron/contract/secret.ts';
import { AMAL, BEN, BEN_PASSWORD, enrol, type Laptop, MINUTE, proveWith, reserve } from './agent-stage.ts';
import { startBehindProxy } from './cutting-proxy.ts';

/** Everything secret that went over the wire, from what the proxy saw, and what the vault holds. */
function secretsOf(seen: readonly { body: string }[], laptop: Laptop, pass: Secret): string[] {
  const fields = seen.flatMap(({ body }) => [...new URLSearchParams(body)]);
  const sent = fields
    .filter(([name]) => ['code', 'code_verifier', 'auth_session', 'refresh_token', 'password'].includes(name))
    .map(([, value]) => value);
  const kept = [
    ...(laptop.vault as unknown as { entries: Map<string, Uint8Array> }).entries.values(),
  ].flatMap((bytes) =>
    ['base64', 'base64url', 'hex'].map((how) => Buffer.from(bytes).toString(how as 'hex')),
  );
  return [...new Set([...sent, ...kept, pass.reveal(), BEN_PASSWORD])].filter((each) => each.length > 5);
}

async function everythingIn(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile())
    .map((file) => readFile(join(file.parentPath, file.name), 'latin1'));
  return (await Promise.all(texts)).join('\n');
}

describe('secrets', () => {
  test('are in no refusal, no log line, no file and nothing that can be inspected', async () => {
    const { stage, laptop, seen, tokens, loseAnswers, loseRequests } = await startBehindProxy('demo');
    const thrown: unknown[] = [];
    const refused = (work: Promise<unknown>) => work.catch((error: unknown) => thrown.push(error));

    await laptop.signIn.open(BEN);
    await refused(laptop.signIn.answerPassword(new Secret(BEN_PASSWORD)));
    const { value } = await stage.issuePass(AMAL, { isUsableOnce: true });
    await laptop.signIn.open(AMAL);
    await refused(laptop.signIn.answerPass(new Secret(`${value.reveal()}x`)));
    loseRequests((_path, body) => body.includes('authn_method=temporary_access_pass'));
    await refused(laptop.signIn.answerPass(value));
    loseAnswers((path) => path === '/oauth2/token');
    const { id } = await enrol(laptop, AMAL, value);
    loseAnswers((_path, body) => body.includes('authn_method=passkey'), 2);
    await refused(proveWith(laptop, AMAL, id));
    await proveWith(laptop, AMAL, id);
    await refused(reserve(laptop, AMAL, value));
    await stage.directory.close();
    stage.passTime(MINUTE);
    await refused(laptop.signIn.open(AMAL));
    await refused(laptop.enrolment.creationOptions());

    expect(thrown.length).toBeGreaterThanOrEqual(7);
    const shown = [
      inspect([thrown, laptop], { depth: 10, showHidden: true, maxStringLength: null, maxArrayLength: null }),
      JSON.stringify([thrown, laptop.lines]),
      String(thrown),
      thrown.map((error) => (error as Error).stack).join('\n'),
      await everythingIn(laptop.stateDir),
    ].join('\n');
    const planted = [...secretsOf(seen, laptop, value), ...tokens];
    expect(planted.length).toBeGreaterThan(15);
    expect(planted.filter((secret) => shown.includes(secret))).toEqual([]);
  });
});
