import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../../build/start/machine.ts';
import { canonicalJson } from '../../../electron/contract/audit/canonical.ts';
import { linkText } from '../../../electron/contract/audit/chain.ts';
import { verifyAudit } from '../../../electron/terminal/audit/verify.ts';
import {
  type Verdict,
  Verifier,
  type VerifyOptions,
} from '../../../electron/terminal/audit/verify-export.ts';
import { writeAudit } from '../../../server-stub/audit/directory-audits.ts';
import { linkHash } from '../../../server-stub/store/schema/audit-chain.ts';
import { Lab, slugOf } from '../../contract/lab.ts';

const PATH = '/provisioning/v1/audit/export';

let lab: Lab;
/** An export of several rows in each log, with a checkpoint of the start and two more. */
let lines: string[];
let earlier: string;
const folder = mkdtempSync(join(tmpdir(), 'latchkey-audit-'));

async function exported(): Promise<string> {
  const answer = await lab.call(PATH, { headers: await lab.adminHeaders() });
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/x-ndjson']);
  return typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
}

async function signInBadly(times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    await lab.directory.context.store.db
      .insertInto('sign_ins')
      .values({
        id: crypto.randomUUID(),
        at: lab.now(),
        user_id: null,
        payload: JSON.stringify({ n, ü: 'ß€' }),
      })
      .execute();
  }
}

const audit = () =>
  writeAudit(lab.directory.context, {
    activity: 'Admin registered security info',
    reason: 'for a test',
    actor: { kind: 'directory' },
    targets: [],
  });

beforeAll(async () => {
  lab = await Lab.open();
  for (let n = 0; n < 4; n += 1) await audit();
  await signInBadly(3);
  earlier = await exported();
  for (let n = 0; n < 3; n += 1) await audit();
  await signInBadly(3);
  lines = (await exported()).trimEnd().split('\n');
});
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true });
});

function verdict(of: readonly string[], options: VerifyOptions = {}): Verdict {
  const verifier = new Verifier(options);
  for (const line of of) verifier.read(line);
  return verifier.end();
}

const firstBreak = (of: readonly string[], options?: VerifyOptions) => {
  const [first] = verdict(of, options).breaks;
  return first && { log: first.log, seq: first.seq, fault: first.fault };
};
/** Where the row of a log stands in the export. */
const at = (log: string, seq: number) =>
  lines.findIndex((line) => line.includes(`"log":"${log}"`) && line.includes(`"seq":${seq},`));
const without = (index: number) => lines.toSpliced(index, 1);

describe('an export', () => {
  test('holds together, from the first row to the last', () => {
    expect(verdict(lines)).toMatchObject({
      rows: { directoryAudits: 7, signIns: 6 },
      checkpoints: 3,
      breaks: [],
    });
  });

  test('of one log holds by itself, and is asked for by its name', async () => {
    const headers = await lab.adminHeaders();
    const one = await lab.call(`${PATH}?log=signIns`, { headers });
    expect(verdict(String(one.body).trimEnd().split('\n'))).toMatchObject({
      rows: { signIns: 6 },
      breaks: [],
    });
    const wrong = await lab.call(`${PATH}?log=everything`, { headers });
    expect([wrong.status, slugOf(wrong)]).toEqual([400, 'request_malformed']);
  });

  test('is for readers of the logs', async () => {
    const answer = await lab.call(PATH);
    expect([answer.status, slugOf(answer)]).toEqual([401, 'token_invalid']);
  });

  test.each([
    [
      'changed',
      () => lines.with(at('signIns', 2), (lines[at('signIns', 2)] ?? '').replace('"n":1', '"n":7')),
    ],
    ['missing', () => without(at('signIns', 2))],
    [
      'reordered',
      () =>
        lines
          .with(at('signIns', 2), lines[at('signIns', 4)] ?? '')
          .with(at('signIns', 4), lines[at('signIns', 2)] ?? ''),
    ],
    ['inserted', () => lines.toSpliced(at('signIns', 2), 0, forged(2))],
  ])('with a row %s is broken there', (fault, changed) => {
    expect(firstBreak(changed())).toEqual({ log: 'signIns', seq: 2, fault });
  });

  test('with a row written twice is broken where the second stands', () => {
    const twice = lines.toSpliced(at('directoryAudits', 5), 0, lines[at('directoryAudits', 2)] ?? '');
    expect(firstBreak(twice)).toEqual({ log: 'directoryAudits', seq: 5, fault: 'inserted' });
  });

  test('without its last rows is truncated: a signed checkpoint knows of more', () => {
    expect(firstBreak(lines.slice(0, -2))).toEqual({ log: 'signIns', seq: 5, fault: 'truncated' });
  });

  test('with a row after the last, linked as it should be, has one that the directory did not write', () => {
    expect(firstBreak([...lines, forged(7)])).toEqual({ log: 'signIns', seq: 7, fault: 'inserted' });
  });

  test('with all hashes made anew from one row on is found by the checkpoint', () => {
    const anew = remade(2);
    expect(anew.length).toBe(lines.length);
    expect(firstBreak(anew)).toMatchObject({ log: 'signIns', fault: 'rewritten' });
  });

  test('with a checkpoint taken out, put twice, or signed by another key is not believed', () => {
    const second = lines[2] ?? '';
    for (const changed of [without(1), lines.toSpliced(2, 0, second), lines.with(2, resigned(second))]) {
      expect(firstBreak(changed)).toEqual({ log: null, seq: 0, fault: 'signature' });
    }
  });

  test('that begins again after it was cut off is found by an earlier one that was kept', () => {
    const anchors = [JSON.parse(lines[3] ?? '').checkpoint];
    const cut = earlier.trimEnd().split('\n');
    expect(firstBreak(cut)).toBeUndefined();
    expect(firstBreak(cut, { anchors })).toEqual({ log: 'directoryAudits', seq: 5, fault: 'truncated' });
  });
});

/** A row that the directory never wrote, linked to the one before its place. */
function forged(seq: number): string {
  const before = JSON.parse(lines[at('signIns', seq - 1)] ?? '{}');
  const linked = { log: 'signIns' as const, seq, at: 1, id: 'forged', userId: null, row: {} };
  const hash = linkHash(before.hash, 'signIns', seq, 'forged', 1, null, '{}');
  expect(linkText(before.hash, linked)).toContain('forged');
  return canonicalJson({ ...linked, previous: before.hash, hash });
}

/** The export with one row of a log changed and every link after it made to fit. */
function remade(from: number): string[] {
  let previous: string | undefined;
  return lines.map((line) => {
    const entry = JSON.parse(line);
    if (entry.log !== 'signIns' || entry.seq < from) return line;
    const row = entry.seq === from ? { innocent: true } : entry.row;
    const before = previous ?? entry.previous;
    previous = linkHash(before, 'signIns', entry.seq, entry.id, entry.at, entry.userId, JSON.stringify(row));
    return canonicalJson({ ...entry, row, previous: before, hash: previous });
  });
}

/** A checkpoint whose signature is another's. */
function resigned(line: string): string {
  const [head, body] = JSON.parse(line).checkpoint.split('.');
  const other = JSON.parse(lines[1] ?? '').checkpoint.split('.')[2];
  return canonicalJson({ checkpoint: `${head}.${body}.${other}` });
}

describe('whatever is done to an export', () => {
  const place = fc.nat({ max: 1_000_000 });
  const runs = { numRuns: process.env.CI === 'true' ? 400 : 150 };
  const broken = (changed: readonly string[]) => {
    try {
      return verdict(changed).breaks.length > 0;
    } catch (thrown) {
      return (thrown as Error).constructor.name === 'NotAnExport';
    }
  };

  test('one changed character is found, and a changed row at its place', () => {
    fc.assert(
      fc.property(place, place, fc.integer({ min: 1, max: 94 }), (which, where, by) => {
        const index = which % lines.length;
        const line = lines[index] ?? '';
        const spot = where % line.length;
        const other = String.fromCharCode(32 + ((line.charCodeAt(spot) - 32 + by + 95) % 95));
        fc.pre(other !== line[spot]);
        const changed = lines.with(index, line.slice(0, spot) + other + line.slice(spot + 1));
        expect(broken(changed)).toBe(true);
        const entry = JSON.parse(line);
        if (entry.log) expect(firstBreak(changed)).toMatchObject({ log: entry.log, seq: entry.seq });
      }),
      runs,
    );
  });

  test('one row taken out, put twice, or exchanged with another is found at its place', () => {
    const rows = lines.flatMap((line, index) => (line.includes('"log":') ? [index] : []));
    fc.assert(
      fc.property(fc.constantFrom(...rows), fc.constantFrom(...rows), (one, two) => {
        const [low, high] = [Math.min(one, two), Math.max(one, two)];
        const entry = JSON.parse(lines[low] ?? '');
        expect(firstBreak(without(low))).toMatchObject({ log: entry.log, seq: entry.seq });
        expect(broken(lines.toSpliced(high, 0, lines[low] ?? ''))).toBe(true);
        const swapped = lines.with(low, lines[high] ?? '').with(high, lines[low] ?? '');
        if (low !== high) expect(firstBreak(swapped)).toMatchObject({ log: entry.log, seq: entry.seq });
      }),
      runs,
    );
  });

  test('an end that was cut off is found', () => {
    for (let kept = 0; kept < lines.length; kept += 1) expect(broken(lines.slice(0, kept))).toBe(true);
  });
});

describe('the tables', () => {
  test.each(['sign_ins', 'directory_audits', 'audit_links', 'audit_checkpoints'])(
    '%s only grow: no row is changed or deleted',
    async (table) => {
      const { db } = lab;
      await expect(sql.raw(`delete from ${table}`).execute(db)).rejects.toThrow('append-only');
      await expect(sql.raw(`update ${table} set seq = seq + 100`).execute(db)).rejects.toThrow('append-only');
    },
  );

  test('a row and its link are written together or not at all', async () => {
    const before = await lab.db.selectFrom('audit_heads').selectAll().execute();
    const work = lab.directory.context.store.transaction(async () => {
      await audit();
      throw new TypeError('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await lab.db.selectFrom('audit_heads').selectAll().execute()).toEqual(before);
  });
});

describe('audit verify', () => {
  const verify = async (...args: string[]) => {
    const { code, said = '', problem = '' } = await verifyAudit(args);
    return { code, out: said, problem };
  };
  const fileOf = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  test('of a good export ends 0, of a changed one 1 with the place, of anything else 2', async () => {
    const good = await verify(fileOf('good', `${lines.join('\n')}\n`), '--json');
    expect([good.code, JSON.parse(good.out).breaks]).toEqual([0, []]);
    const bad = await verify(fileOf('bad', `${without(at('signIns', 2)).join('\n')}\n`));
    expect([bad.code, bad.out]).toEqual([
      1,
      expect.stringContaining('BROKEN at row 2 of signIns: a row is missing here.'),
    ]);
    const cut = await verify(fileOf('cut', `${lines.join('\n')}\n`.slice(0, -1)));
    expect([cut.code, cut.out]).toEqual([1, expect.stringContaining('BROKEN at row 6 of signIns')]);
    expect((await verify(fileOf('other', '{}\n'))).code).toBe(2);
    expect((await verify()).code).toBe(2);
  });

  test('of a data folder works while the directory runs, with rows that no checkpoint knows yet', async () => {
    await audit();
    const there = await verify('--data', lab.dataDir, '--json');
    expect(there).toMatchObject({ code: 0 });
    expect(JSON.parse(there.out)).toMatchObject({ rows: { directoryAudits: 8 }, breaks: [] });
    expect((await verify('--data', folder)).code).toBe(2);
  });

  test('knows the directory by its key', async () => {
    const { body } = await lab.call('/oauth2/jwks');
    const own = fileOf('jwks', JSON.stringify(body));
    const export_ = fileOf('export', `${lines.join('\n')}\n`);
    expect((await verify(export_, '--key', own)).code).toBe(0);
    const { publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ]);
    const other = fileOf('other-key', JSON.stringify(await crypto.subtle.exportKey('jwk', publicKey)));
    expect((await verify(export_, '--key', other)).code).toBe(1);
  });

  test('is a command of its own', () => {
    const cli = join(ROOT, 'electron', 'cli.ts');
    const ran = spawnSync(process.execPath, [cli, 'audit', 'verify', '--data', lab.dataDir], {
      encoding: 'utf8',
    });
    expect([ran.status, ran.stdout]).toEqual([0, expect.stringContaining('Every link holds.')]);
  });

  test('finds a row that was changed past the triggers, in the data folder itself', async () => {
    await sql.raw('drop trigger sign_ins_not_changed').execute(lab.db);
    await sql.raw(`update sign_ins set user_id = 'somebody else' where seq = 4`).execute(lab.db);
    const found = await verify('--data', lab.dataDir, '--json');
    expect(found.code).toBe(1);
    expect(JSON.parse(found.out).breaks).toMatchObject([{ log: 'signIns', seq: 4, fault: 'changed' }]);
  });
});
