import { expect, test } from 'vitest';
import { FIXTURES, viewOf } from '../../../build/screens/fixtures.ts';
import { SCREEN_KINDS } from '../../../electron/contract/wire/report.ts';
import { statusOf } from '../../../renderer/components/frame/status.ts';
import { refusalOf } from '../../../renderer/components/help/refusal-of.ts';
import { screenKey } from '../../../renderer/screens/screen-key.ts';
import { ENGLISH } from '../../../renderer/text/load-language.ts';
import { textIn } from '../../../renderer/text/translate.ts';

const text = textIn('en', ENGLISH);

function viewNamed(name: string) {
  const fixture = FIXTURES.find((one) => one.name === name);
  if (!fixture) throw new TypeError(`no fixture ${name}`);
  return viewOf(fixture);
}

test.each([
  ['welcome', 'Step 1 of 8', 'About 4 minutes in all'],
  ['pass', 'Your Temporary Access Pass', 'Next: joining this laptop. About 3 minutes left'],
  ['loop', 'Waiting for a pass', 'This screen goes on by itself'],
  ['loop-blocked', 'Stopped by a rule', 'Your IT team can help with this'],
  ['pin', 'Setting your PIN', 'Next: a test sign-in. About 2 minutes left'],
  ['release', 'Finishing', 'Next: you can start working. Less than a minute left'],
  ['done', 'All set', 'This laptop is ready for you'],
])('beside the door, %s says %j and %j', (name, title, next) => {
  expect(statusOf(viewNamed(name), text)).toMatchObject({ title, next });
});

test.each([
  ['join', true],
  ['making', true],
  ['proof-working', true],
  ['release', true],
  ['join-slow', true],
  ['join-stalled', false],
  ['join-refused', false],
  ['device-name', false],
  ['pin', false],
  ['prompt-running', false],
  ['done', false],
])('beside the door of %s it is said that one may look away: %s', (name, said) => {
  expect(statusOf(viewNamed(name), text).alone !== undefined).toBe(said);
});

test('every fixture has something to say beside the door', () => {
  for (const { name } of FIXTURES) {
    const { title, next } = statusOf(viewNamed(name), text);
    expect(title, name).not.toBe('');
    expect(next, name).not.toBe('');
  }
});

test('every kind of screen and every refusal place is among the fixtures', () => {
  const kinds = new Set(FIXTURES.map(({ screen }) => screen.kind));
  expect([...kinds].toSorted()).toEqual(SCREEN_KINDS.toSorted());
  const refusing = new Set(
    FIXTURES.filter(({ screen }) => refusalOf(screen) !== null).map(({ screen }) => screen.kind),
  );
  const never = ['welcome', 'abandoned', 'done'];
  expect([...refusing].toSorted()).toEqual(SCREEN_KINDS.filter((kind) => !never.includes(kind)).toSorted());
});

test('a refusal is the same screen refreshed; a phase is another screen', () => {
  expect(screenKey(viewNamed('pass').screen)).toBe(screenKey(viewNamed('pass-wrong').screen));
  expect(screenKey(viewNamed('pass').screen)).toBe(screenKey(viewNamed('pass-busy').screen));
  expect(screenKey(viewNamed('prompt').screen)).not.toBe(screenKey(viewNamed('prompt-running').screen));
  expect(screenKey(viewNamed('choose').screen)).not.toBe(screenKey(viewNamed('pin').screen));
});
