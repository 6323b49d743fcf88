import { expect, test } from 'vitest';
import { readArguments } from '../../../server-stub/issue-pass/read-arguments.ts';

const LEAST = [
  '--directory',
  'https://localhost:8443/',
  '--admin',
  'admin.json',
  '--user',
  'amal@northwind.example',
];

test('the least that is needed', () => {
  expect(readArguments(LEAST)).toEqual({
    directory: 'https://localhost:8443',
    caFile: undefined,
    adminFile: 'admin.json',
    user: 'amal@northwind.example',
    lifetime: undefined,
    multiUse: false,
    start: undefined,
    json: false,
  });
});

test('everything', () => {
  const more = [
    '--ca',
    'ca.pem',
    '--lifetime',
    '90',
    '--multi-use',
    '--start',
    '2026-11-23T08:00+01:00',
    '--json',
  ];
  expect(readArguments([...LEAST, ...more])).toMatchObject({
    caFile: 'ca.pem',
    lifetime: 90,
    multiUse: true,
    start: '2026-11-23T07:00:00.000Z',
    json: true,
  });
});

test.each([
  [[], /--directory is missing/],
  [LEAST.slice(0, 2), /--admin is missing/],
  [LEAST.slice(0, 4), /--user is missing/],
  [['--directory', 'http://localhost', ...LEAST.slice(2)], /begins with https/],
  [['--directory', 'https://a:b@localhost', ...LEAST.slice(2)], /begins with https/],
  [[...LEAST, '--lifetime', 'long'], /number of minutes/],
  [[...LEAST, '--lifetime', '0'], /number of minutes/],
  [[...LEAST, '--lifetime', '1.5'], /number of minutes/],
  [[...LEAST, '--start', 'soon'], /date and time/],
  [[...LEAST, '--start', '2026-13-40T25:61'], /date and time/],
  [[...LEAST, '--force'], /--force/],
  [[...LEAST, 'stray'], /stray/],
])('used wrongly: %j', (argv, sentence) => {
  let thrown: unknown;
  try {
    readArguments(argv);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({
    slug: 'input_missing',
    details: { detail: expect.stringMatching(sentence) },
  });
});
