import { CompactEncrypt } from 'jose';
import { encode } from 'uqr';
import { beforeAll, expect, test } from 'vitest';
import { collectReport } from '../../../electron/diagnostics/collect.ts';
import { openSealedReport, SQUARE_CHARACTERS, sealReport } from '../../../electron/diagnostics/seal.ts';
import { pack, shorten, unpack } from '../../../electron/diagnostics/short.ts';
import {
  makeSupportKey,
  readPrivateSupportKey,
  readPublicSupportKey,
  type SupportKey,
} from '../../../electron/diagnostics/support-key.ts';
import { NOW, RUN_ID, SOURCES, VIEW } from './sources.ts';

const REPORT = collectReport(SOURCES);
let ours: { readonly public: SupportKey; readonly private: SupportKey };
let text: string;

async function pair(crv: 'X25519' | 'P-256') {
  const made = await makeSupportKey(crv);
  return {
    public: await readPublicSupportKey(made.public),
    private: await readPrivateSupportKey(made.private),
  };
}

beforeAll(async () => {
  ours = await pair('X25519');
  text = await sealReport(REPORT, ours.public);
});

test.each(['X25519', 'P-256'] as const)('%s: what was sealed is read again', async (crv) => {
  const keys = await pair(crv);
  const sealed = await sealReport(REPORT, keys.public);
  const read = await openSealedReport(sealed, keys.private, NOW);
  const short = shorten(REPORT);
  expect(read).toEqual({ ...short, before: short.before.slice(0, read.before.length) });
  expect(read).toMatchObject({ helpCode: 'LK-2417', serialNumber: '5CG1284RT0', runId: RUN_ID });
});

test('the square is at most version 20 at level M, whatever is in the report', async () => {
  const label = 'Serial number of the longest kind 0123456789 abcdefghijklmnopqrs';
  const view = { ...VIEW, device: { name: label, serialNumber: label } };
  const longest = collectReport({ ...SOURCES, view });
  for (const report of [REPORT, longest]) {
    const sealed = await sealReport(report, ours.public);
    const { version } = encode(sealed, { ecc: 'M' });
    expect(version).toBeLessThanOrEqual(20);
  }
  expect((await openSealedReport(text, ours.private, NOW)).before.length).toBeGreaterThan(2);
  expect(text.length).toBeLessThanOrEqual(SQUARE_CHARACTERS);
  expect(encode(text, { ecc: 'M' }).version).toBeLessThanOrEqual(18);
});

test('the help code stands before it in the clear, and nothing else does', () => {
  expect(text).toMatch(/^LK-2417 eyJ[\w.-]+$/);
  for (const word of ['5CG1284RT0', 'northwind', RUN_ID]) expect(text).not.toContain(word);
});

test('two squares of the same report differ', async () => {
  expect(await sealReport(REPORT, ours.public)).not.toBe(text);
});

test('it is found in a mail, and however its lines were broken', async () => {
  const broken = text.match(/.{1,40}/gs)?.join('\n  ');
  const mail = `Dear support,\n\n${broken}\n\nRegards`;
  expect(await openSealedReport(mail, ours.private, NOW)).toMatchObject({ helpCode: 'LK-2417' });
});

test('refuses report_for_other_key', async () => {
  const { private: theirs } = await pair('X25519');
  await expect(openSealedReport(text, theirs, NOW)).rejects.toMatchObject({ slug: 'report_for_other_key' });
});

test('refuses report_unreadable: one character was changed, anywhere', async () => {
  const from = text.indexOf('eyJ');
  for (let place = from; place < text.length; place += 13) {
    const other = text[place] === 'A' ? 'B' : 'A';
    const changed = text.slice(0, place) + other + text.slice(place + 1);
    await expect(openSealedReport(changed, ours.private, NOW)).rejects.toMatchObject({
      slug: expect.stringMatching(/^report_(unreadable|for_other_key)$/),
    });
  }
});

test.each([
  '',
  'LK-2417',
  'eyJ',
  'eyJhbGciOiJkaXIifQ..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA',
  'x'.repeat(1e6),
])('refuses report_unreadable: %.40s', async (nothing) => {
  await expect(openSealedReport(nothing, ours.private, NOW)).rejects.toMatchObject({
    slug: expect.stringMatching(/^report_(unreadable|for_other_key)$/),
  });
});

test('refuses report_unreadable: sealed for us by somebody who knows the format badly', async () => {
  const bomb = `[1,${'0,'.repeat(2_000_000)}0]`;
  for (const inside of ['{}', '[1]', pack(shorten(REPORT), 3).replace('LT-7F3K2', '\\u001b[31m'), bomb]) {
    const jwe = await new CompactEncrypt(new TextEncoder().encode(inside))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', zip: 'DEF', kid: ours.public.keyId })
      .encrypt(ours.public.key);
    await expect(openSealedReport(jwe, ours.private, NOW)).rejects.toMatchObject({
      slug: 'report_unreadable',
    });
  }
});

test('refuses report_old: of another day, or of the future; unless any age will do', async () => {
  for (const now of [NOW + 25 * 3600, NOW - 2 * 3600]) {
    await expect(openSealedReport(text, ours.private, now)).rejects.toMatchObject({ slug: 'report_old' });
  }
  await expect(openSealedReport(text, ours.private, null)).resolves.toMatchObject({ step: 'pass' });
});

test('refuses support_key_unusable', async () => {
  const made = await makeSupportKey('P-256');
  const { y: _, ...half } = made.public as { y: string };
  for (const wrong of [undefined, null, {}, 'key', half, { ...made.public, x: 'A'.repeat(43) }]) {
    await expect(readPublicSupportKey(wrong)).rejects.toMatchObject({ slug: 'support_key_unusable' });
  }
  await expect(async () => readPrivateSupportKey(made.public)).rejects.toMatchObject({
    slug: 'support_key_unusable',
  });
});

test('a private part that lies beside the public key is not used', async () => {
  const made = await makeSupportKey('X25519');
  const key = await readPublicSupportKey(made.private);
  expect(key.key.type).toBe('public');
});

test('packed and unpacked is the same, with everything missing too', () => {
  const { run: _run, account: _account, ...rest } = REPORT;
  const bare = shorten({
    ...rest,
    device: {},
    timeline: [],
    standing: { step: 'welcome', screen: 'welcome', gates: [] },
  });
  expect(unpack(pack(bare, 12))).toEqual(bare);
});
