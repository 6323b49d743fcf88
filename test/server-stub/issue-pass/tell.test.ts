import { expect, test } from 'vitest';
import { readScan } from '../../../electron/contract/pass-entry/scan.ts';
import { passEvent, tellPass } from '../../../server-stub/issue-pass/tell.ts';

const PASS = {
  id: '1',
  temporaryAccessPass: 'K7mRqX4w',
  createdDateTime: '2026-11-22T12:00:00.000Z',
  startDateTime: '2026-11-22T12:00:00.000Z',
  lifetimeInMinutes: 60,
  isUsableOnce: true,
  isUsable: true,
  methodUsabilityReason: 'EnabledByPolicy' as const,
};
const ORDER = {
  directory: 'https://localhost',
  caFile: undefined,
  adminFile: 'a',
  user: 'amal@northwind.example',
  lifetime: undefined,
  multiUse: false,
  start: undefined,
  json: false,
};
const telling = { now: Date.parse('2026-11-22T12:00:01Z'), timeZone: 'Europe/Berlin' };

test('the pass stands alone on its line, then who, from, until, how often', () => {
  const lines = tellPass(PASS, ORDER, telling).split('\n');
  expect(lines[1]).toBe('    K7mRqX4w');
  expect(lines).toContain('  Temporary Access Pass for amal@northwind.example');
  expect(lines).toContain('  good from   now');
  expect(lines.find((line) => line.includes('until'))).toMatch(/22 November 2026.*14:00 CET \(60 minutes\)/);
  expect(lines.find((line) => line.startsWith('  good        '))).toContain('once');
});

test('a pass for later says when, a multi-use pass says so', () => {
  const later = { ...PASS, startDateTime: '2026-11-23T07:00:00.000Z', isUsableOnce: false };
  const text = tellPass(later, ORDER, telling);
  expect(text).toMatch(/good from {3}Monday,? 23 November 2026.*08:00 CET/);
  expect(text).toContain('as often as needed');
});

test('the event has the end worked out', () => {
  expect(readScan(String(passEvent(PASS, ORDER).scan))).toMatchObject({ pass: PASS.temporaryAccessPass });
  expect(passEvent(PASS, ORDER)).toMatchObject({
    event: 'pass_issued',
    endDateTime: '2026-11-22T13:00:00.000Z',
  });
});
