import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APP_ID } from '../../../../build/package/config.ts';
import { writeSetup } from '../../../../build/setup/macos/main.ts';
import { codeRequirement, payloads } from '../../../../build/setup/macos/payloads.ts';
import { planFile, planMacos } from '../../../../build/setup/macos/plan.ts';
import { writePlist } from '../../../../build/setup/macos/plist.ts';
import { configurationProfile, nameUuid } from '../../../../build/setup/macos/profile.ts';
import { identityOf, signProfile } from '../../../../build/setup/macos/sign.ts';
import { type Element, plistDict, readXml } from '../../kiosk/well-formed.ts';
import { COMMON, PAYLOADS, problems, TOP } from './schema.ts';

const TEAM = 'ABCDE12345';

/** What a property list says; only the kinds of values that we write. */
function saidBy(element: Element): unknown {
  switch (element.name) {
    case 'dict':
      return Object.fromEntries(
        Object.entries(plistDict(element)).map(([key, value]) => [key, saidBy(value)]),
      );
    case 'array':
      return element.children.map(saidBy);
    case 'integer':
      return Number(element.text);
    case 'true':
      return true;
    case 'false':
      return false;
    case 'string':
      return element.text;
    default:
      throw new SyntaxError(element.name);
  }
}

const read = (plist: string) => saidBy(readXml(plist).children[0]!) as Record<string, unknown>;
const profile = read(configurationProfile(TEAM));
const content = profile.PayloadContent as Record<string, unknown>[];

describe('the configuration profile', () => {
  test.each(content.map((payload) => [payload.PayloadDisplayName, payload] as const))(
    '%s: every key is one of Apple’s schema',
    (_, payload) => {
      const rule = PAYLOADS[String(payload.PayloadType)];
      expect(problems(payload, { keys: { ...COMMON, ...rule?.keys } })).toEqual([]);
      expect(String(payload.PayloadDescription)).not.toBe('');
    },
  );

  test('its own keys too', () => {
    const { PayloadContent, ...top } = profile;
    expect(problems(top, { keys: TOP })).toEqual([]);
    expect(PayloadContent).toHaveLength(payloads(TEAM).length);
  });

  test('and the rules would have said it', () => {
    const [single] = content;
    const rule = { keys: { ...COMMON, ...PAYLOADS['com.apple.asam']?.keys } };
    expect(problems({ ...single, AllowedApplication: [] }, rule)).toEqual([
      '/AllowedApplication is not known',
    ]);
    expect(problems({ ...single, AllowedApplications: [{ BundleIdentifier: 'x' }] }, rule)).toEqual([
      '/AllowedApplications/0/TeamIdentifier is missing',
    ]);
    expect(problems({ ...single, PayloadVersion: 2 }, rule)).toEqual(['/PayloadVersion is 2']);
    expect(problems({ ...single, AllowedApplications: 'x' }, rule)).toEqual([
      '/AllowedApplications is no array',
    ]);
  });

  test('a type that may be there once is there once', () => {
    const types = content.map(({ PayloadType }) => String(PayloadType));
    const twice = types.filter((type, index) => types.indexOf(type) !== index);
    expect(twice.filter((type) => !PAYLOADS[type]?.multiple)).toEqual([]);
    expect(new Set(content.map(({ PayloadUUID }) => PayloadUUID)).size).toBe(content.length);
  });

  test('a part of it comes by a management service alone, and the documentation says so', () => {
    const managed = content
      .filter(({ PayloadType }) => !PAYLOADS[String(PayloadType)]?.byHand)
      .map(({ PayloadType }) => PayloadType);
    expect(managed).toContain('com.apple.asam');
    const docs = readFileSync(join(import.meta.dirname, '../../../../docs/first-boot.md'), 'utf8');
    for (const type of managed) expect(docs).toContain(`\`${type}\``);
  });

  test('an access is denied by Authorization or by Allowed, never by both', () => {
    const text = configurationProfile(TEAM);
    expect(text).toContain('<key>Authorization</key>');
    expect(text).not.toContain('<key>Allowed</key>');
  });

  test('the same bytes for the same team; another team only in what names it', () => {
    expect(configurationProfile(TEAM)).toBe(configurationProfile(TEAM));
    expect(configurationProfile('ZZZZZ99999').replaceAll('ZZZZZ99999', TEAM)).toBe(
      configurationProfile(TEAM),
    );
    expect(codeRequirement(TEAM)).toContain(`identifier "${APP_ID}"`);
  });

  test('UUIDs are those of their names: RFC 9562, version 5', () => {
    expect(nameUuid('a')).toBe(nameUuid('a'));
    expect(nameUuid('a')).not.toBe(nameUuid('b'));
    for (const { PayloadUUID } of [profile, ...content])
      expect(PayloadUUID).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/);
  });

  test.each(['', 'abcde12345', 'ABCDE1234', 'ABCDE12345 "'])('%j is no Team ID', (team) => {
    expect(() => configurationProfile(team)).toThrow(RangeError);
  });
});

describe('the signature', () => {
  let folder: string;
  let identity: { certificate: string; key: string; chain: null };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-sign-'));
    identity = { certificate: join(folder, 'cert.pem'), key: join(folder, 'key.pem'), chain: null };
    const made = spawnSync('openssl', [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-subj',
        '/CN=Profiles',
      ],
      ...['-days', '1', '-keyout', identity.key, '-out', identity.certificate],
    ]);
    expect(made.status).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const verified = (signed: Buffer) =>
    spawnSync(
      'openssl',
      ['cms', '-verify', '-inform', 'DER', '-CAfile', identity.certificate, '-purpose', 'any'],
      { input: signed },
    );

  test('has the profile in it, byte for byte, and another byte breaks it', () => {
    const signed = signProfile(configurationProfile(TEAM), identity);
    const { status, stdout } = verified(signed);
    expect(status).toBe(0);
    expect(stdout.toString()).toBe(configurationProfile(TEAM));
    const at = signed.indexOf('com.apple.asam');
    signed[at] = 0x58;
    expect(verified(signed).status).not.toBe(0);
  });

  test('is made with what the environment names, whole or not at all', () => {
    expect(identityOf({})).toBeNull();
    expect(identityOf({ LATCHKEY_PROFILE_CERTIFICATE: 'a', LATCHKEY_PROFILE_KEY: 'b' })).toEqual({
      certificate: 'a',
      key: 'b',
      chain: null,
    });
    expect(() => identityOf({ LATCHKEY_PROFILE_KEY: 'b' })).toThrow(RangeError);
  });

  test('says what OpenSSL said, and nothing of the key', () => {
    const wrong = join(folder, 'wrong.pem');
    writeFileSync(wrong, '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n');
    expect(() => signProfile('x', { ...identity, key: wrong })).toThrow(/^openssl did not sign/);
    expect(() => signProfile('x', { ...identity, key: wrong })).not.toThrow(/c2VjcmV0/);
  });
});

describe('the plan', () => {
  test('a line a change, that a shell can read', () => {
    expect(planFile().split('\n').slice(0, -1)).toHaveLength(planMacos().length);
    for (const line of planFile().trimEnd().split('\n'))
      expect(line).toMatch(/^(file|folder)\t[0-7]{3,4}\t(first|rest)\t\/Library\/[^\t]+$/);
    expect(planMacos()[0]).toMatchObject({ stage: 'first' });
    expect(planMacos().at(-1)?.path).toContain('LaunchAgents');
    for (const { why } of planMacos()) expect(why).not.toBe('');
  });

  test('every file that it names is written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-mac-plan-'));
    writeSetup(folder);
    for (const { kind, path, content: text } of planMacos())
      if (kind === 'file') expect(readFileSync(join(folder, 'files', path), 'utf8')).toBe(text);
    rmSync(folder, { recursive: true });
  });
});

test('a property list says what it was made of; text is escaped, and half numbers are refused', () => {
  const value = { 'a&b': '<x>', list: [1, true, { deep: 'é' }], empty: {} };
  expect(writePlist(value)).toContain('<key>a&amp;b</key>');
  expect(read(writePlist({ list: [1, true, { deep: 'é' }] }))).toEqual({ list: [1, true, { deep: 'é' }] });
  expect(() => writePlist({ half: 0.5 })).toThrow(RangeError);
});
