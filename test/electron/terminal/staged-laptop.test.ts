import { expect, test } from 'vitest';
import { parseProvision } from '../../../electron/terminal/arguments.ts';
import { atSealedLaptop } from '../../../electron/terminal/staged-laptop.ts';

const IT = 'staging@northwind.example';
const AMAL = 'amal@northwind.example';
const at = 1;
const started = { fact: 'started', runId: 'r1', keyThumbprint: 'k', deviceName: 'NW-1', at } as const;
const sealed = {
  fact: 'sealed',
  by: IT,
  for: { userPrincipalName: AMAL, displayName: 'Amal Haddad' },
  deviceId: 'd1',
  at,
} as const;

function args(...typed: string[]) {
  const parsed = parseProvision(typed, false);
  if (!parsed.ok) throw new TypeError(parsed.problem);
  return parsed.value;
}

test('the script of IT once more finds nothing left to do; a person at the same command is asked for their own name', () => {
  const again = args('--user', IT.toUpperCase(), '--pass-file', '/staging-pass');
  expect(atSealedLaptop({ started, sealed }, again, false)).toEqual({ now: 'leave' });
  expect(atSealedLaptop({ started, sealed }, again, true)).toMatchObject({
    now: 'go on',
    args: { user: null, passFile: null },
  });
});

test('its person goes on, anybody else is told before a pass is typed', () => {
  expect(atSealedLaptop({ started, sealed }, args('--user', AMAL), false)).toMatchObject({ now: 'go on' });
  expect(atSealedLaptop({ started, sealed }, args(), false)).toMatchObject({ now: 'go on' });
  const gina = args('--user', 'gina@northwind.example');
  expect(() => atSealedLaptop({ started, sealed }, gina, false)).toThrow(
    expect.objectContaining({ slug: 'sealed_for_another' }),
  );
  expect(atSealedLaptop({ started, sealed: { ...sealed, for: null } }, gina, false)).toMatchObject({
    now: 'go on',
  });
});

test('once its person has begun, IT is refused', () => {
  const begun = { ...started, afterSeal: true } as const;
  expect(() => atSealedLaptop({ started: begun, sealed }, args('--user', IT), true)).toThrow(
    expect.objectContaining({ slug: 'already_sealed' }),
  );
});
