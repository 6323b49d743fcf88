import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MachinePolicy, machinePolicySchema } from '../../../electron/contract/machine-policy.ts';
import { mergePolicy } from '../../../electron/policy/merge.ts';

const DOCS = join(import.meta.dirname, '../../../docs');
const KEY = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) };

test('of two files that say the same member the later one counts, whole', () => {
  const merged = mergePolicy([
    {
      source: '10.json',
      value: { directory: 'https://a.example', authenticators: { forbid: ['software'] } },
    },
    { source: '20.json', value: { authenticators: { require: ['tpm'] } } },
  ]);
  expect(merged).toEqual({
    policy: { directory: 'https://a.example', authenticators: { require: ['tpm'] } },
    from: { directory: '10.json', authenticators: '20.json' },
    problems: [],
  });
});

test.each([
  [{ directroy: 'https://a.example' }, '', 'There is no such member: "directroy".'],
  [{ authenticators: { forbids: [] } }, '/authenticators', 'There is no such member: "forbids".'],
  [{ directory: 'http://a.example' }, '/directory', 'It must be an https URL without a name in it.'],
  [{ directory: 'https://me:word@a.example' }, '/directory', 'It must be an https URL without a name in it.'],
  [{ caFile: 'ca.pem' }, '/caFile', 'It must be a whole path.'],
  [{ rpId: '127.0.0.1' }, '/rpId', 'It must be a domain in lower case.'],
  [{ uiOrigin: 'https://a.example:8443' }, '/uiOrigin', 'It must be an https origin without a port.'],
  [{ tcti: 'cmd:tpm2_send' }, '/tcti', 'It is no way we use.'],
  [{ authenticators: { require: ['tpm', 'none'] } }, '/authenticators/require/1', ''],
  [{ technicianKey: { ...KEY, d: 'd'.repeat(43) } }, '/technicianKey', 'There is no such member: "d".'],
  [{ vault: 'cloud' }, '/vault', ''],
  [{ branding: { displayName: 'a\nb' } }, '/branding/displayName', ''],
  [[], '', ''],
  [null, '', ''],
  ['directory', '', ''],
])('%j is refused, with its place', (value, path, sentence) => {
  const { problems, policy } = mergePolicy([{ source: 'p.json', value }]);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ source: 'p.json', path });
  expect(problems[0]?.sentence).toMatch(sentence === '' ? /^[A-Z].*\.$/ : sentence);
  expect(policy).toEqual({});
});

test.each([
  [{ rpId: 'a.example', uiOrigin: 'https://b.example' }, '/uiOrigin'],
  [{ rpId: 'a.example', uiOrigin: 'https://nota.example' }, '/uiOrigin'],
  [{ authenticators: { require: ['tpm'], forbid: ['tpm', 'software'] } }, '/authenticators'],
  [{ handoverUser: 'amal', vault: 'keychain' }, '/vault'],
])('%j contradicts itself', (value, path) => {
  expect(mergePolicy([{ source: 'p.json', value }]).problems).toMatchObject([{ source: 'p.json', path }]);
});

test('what is wrong is never quoted', () => {
  const { problems } = mergePolicy([
    {
      source: 'p.json',
      value: { directory: 'ABCD-SECRET', technicianKey: 'ABCD-SECRET', vault: 'ABCD-SECRET' },
    },
  ]);
  expect(problems).toHaveLength(3);
  expect(JSON.stringify(problems)).not.toContain('ABCD-SECRET');
});

test('the published schema and example are those that are read', () => {
  const read = (name: string) => JSON.parse(readFileSync(join(DOCS, name), 'utf8'));
  expect(read('machine-policy.schema.json')).toEqual(machinePolicySchema());
  const example = read('machine-policy.example.json');
  expect(mergePolicy([{ source: 'example', value: example }]).problems).toEqual([]);
  // It shows every member there is, but those whose default is right almost everywhere.
  const unsaid = Object.keys(MachinePolicy.shape).filter((member) => !(member in example));
  expect(unsaid).toEqual(['keychainGroup', 'portalCheck']);
});
