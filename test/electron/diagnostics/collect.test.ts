import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Report } from '../../../electron/contract/wire/report.ts';
import { collectReport } from '../../../electron/diagnostics/collect.ts';
import { maskedAccount, REDACTIONS } from '../../../electron/diagnostics/redaction.ts';
import type { Sources } from '../../../electron/diagnostics/sources.ts';
import { NOW, RUN_ID, SOURCES, VIEW } from './sources.ts';

test('a report says what is needed and nothing else', () => {
  expect(collectReport(SOURCES)).toMatchObject({
    device: { name: 'LT-7F3K2', serialNumber: '5CG1284RT0' },
    account: 'a…@northwind.example',
    standing: {
      step: 'pass',
      screen: 'loop',
      refusal: { slug: 'mfa_enrolment_required', helpCode: 'LK-2417' },
      gates: [{ requires: 'mfa', satisfied: false }],
    },
    network: { connection: 'connected', skewSeconds: -12 },
    run: { id: RUN_ID, facts: [{ fact: 'started' }] },
    safety: {
      vault: 'tpm',
      lockdown: [{ control: 'shell', state: 'missing' }],
      policy: [{ member: 'directory', from: 'file' }],
    },
  });
});

test('without a screen the facts say where it stands', () => {
  const facts = [
    ...SOURCES.facts,
    {
      fact: 'reserved',
      reservationId: 'r',
      userPrincipalName: 'amal@northwind.example',
      userId: 'u',
      personName: 'Amal',
      endsAt: NOW,
      at: NOW,
    } as const,
  ];
  const report = collectReport({ ...SOURCES, view: null, facts, examined: null });
  expect(report.standing).toEqual({ step: 'join', screen: 'join', gates: [] });
  expect(report.account).toBe('a…@northwind.example');
  expect(report).not.toHaveProperty('safety');
});

test.each([
  ['amal@northwind.example', 'a…@northwind.example'],
  ['أمل@northwind.example', 'أ…@northwind.example'],
  ['_x@northwind.example', '…@northwind.example'],
  ['amal', undefined],
  ['a@b@c', undefined],
  ['a@<script>', undefined],
  ['', undefined],
])('%s is masked as %s', (name, masked) => {
  expect(maskedAccount(name)).toBe(masked);
});

/** Secrets as they look here: what a person types, and what programs make. */
const secret = fc.oneof(
  fc.constantFrom(
    '7KQ4-mH2v',
    '274961',
    'Wi-Fi: kitchen table',
    'correct horse battery staple',
    'Amal Haddad',
  ),
  fc.constant(
    `eyJhbGciOiJFUzI1NiJ9.${randomBytes(40).toString('base64url')}.${randomBytes(64).toString('base64url')}`,
  ),
  fc.constant(
    generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString(),
  ),
  fc.constant(
    JSON.stringify(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })),
  ),
  fc.constant(randomBytes(32).toString('base64url')),
  fc.constant(randomBytes(32).toString('hex')),
);

/** Of these the schema keeps what has the shape of a label; what is typed by a person has it, too (docs/diagnostics.md). */
const KEPT = new Set(['serialNumber', 'name', 'deviceName', 'release', 'architecture']);
/** Closed lists and times: a machine's mistake there is no report at all. */
const CLOSED = new Set([
  'fact',
  'at',
  'step',
  'screen',
  'what',
  'slug',
  'helpCode',
  'kind',
  'sealedBy',
  'state',
  'guard',
  'control',
  'member',
]);
const MADE_HERE = new Set([
  'id',
  'latchkey',
  'host',
  'node',
  'platform',
  'requires',
  'connection',
  'authenticator',
  'checks',
]);

/** The same with the secret in every field that has free text, however deep. */
function planted(value: unknown, text: string, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => planted(one, text, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name,
        CLOSED.has(name) || (MADE_HERE.has(name) && name !== 'id') ? member : planted(member, text, name),
      ]),
    );
  }
  if (typeof value !== 'string' || KEPT.has(key)) return value;
  return key === 'userPrincipalName' ? `${text}@${text}` : text;
}

test('no secret of any kind, in any field, is in a report', () => {
  fc.assert(
    fc.property(secret, (text) => {
      const dirty = planted({ ...SOURCES, id: SOURCES.id }, text) as Sources;
      const report = JSON.stringify(collectReport({ ...dirty, id: SOURCES.id }));
      expect(report).not.toContain(JSON.stringify(text).slice(1, -1));
    }),
    { numRuns: 60 },
  );
});

test('tokens and keys do not pass as a name or a serial number either', () => {
  for (const text of [
    randomBytes(32).toString('base64url'),
    randomBytes(20).toString('hex'),
    '-----BEGIN PRIVATE KEY-----',
    'a"b',
    'x\ny',
  ]) {
    const view = { ...VIEW, device: { name: text, serialNumber: text } };
    const about = { ...SOURCES.about, release: text.repeat(2), architecture: `${text} ` };
    const report = collectReport({ ...SOURCES, view, about, facts: [] });
    expect(report.device).toEqual({});
    expect(JSON.stringify(report)).not.toContain(text);
  }
});

test('a report with every list full is smaller than the 64 KiB that the directory takes', () => {
  const facts = Array.from(
    { length: 300 },
    () => ({ fact: 'joined', deviceId: RUN_ID, objectId: 'o', at: NOW }) as const,
  );
  const timeline = Array.from({ length: 500 }, () => SOURCES.timeline[0]).flatMap((one) =>
    one ? [one] : [],
  );
  const report = collectReport({ ...SOURCES, facts: [...SOURCES.facts, ...facts], timeline });
  expect(report.timeline).toHaveLength(100);
  expect(report.run?.facts).toHaveLength(64);
  expect(JSON.stringify(report).length).toBeLessThan(60 * 1024);
});

test('the schema is closed: what is not named is refused', () => {
  const report = collectReport(SOURCES);
  expect(Report.safeParse({ ...report, extra: 1 }).success).toBe(false);
  expect(Report.safeParse({ ...report, device: { ...report.device, ssid: 'kitchen' } }).success).toBe(false);
  expect(Report.safeParse({ ...report, account: 'amal@northwind.example' }).success).toBe(false);
});

test('docs/diagnostics.md says of each kind of thing what becomes of it, and why', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/diagnostics.md'), 'utf8');
  for (const [name, { does, why }] of Object.entries(REDACTIONS)) {
    expect(page, name).toContain(`| ${name} | ${does} | ${why} |`);
  }
});
