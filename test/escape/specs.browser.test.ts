import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { specHost } from './hosts.ts';
import { chordsToInject, toXdotool } from './key-pairs.ts';
import { openSpecKiosk, type SpecKiosk } from './spec-kiosk.ts';
import { SPECS } from './specs.ts';

/*
 * One suite, two hosts: these specs and the other tests of this folder. The host of this run and what it could not run are printed, and the workflow runs the rest on
 * Windows, macOS and Ubuntu with the real binary.
 */

const host = specHost();
const here = SPECS.filter(
  ({ hosts, platforms }) =>
    hosts.includes(host) && (platforms ?? [process.platform]).includes(process.platform),
);
const elsewhere = SPECS.filter((spec) => !here.includes(spec));

let kiosk: SpecKiosk;

beforeAll(async () => {
  for (const { name } of elsewhere)
    process.stdout.write(`Not run on ${host} (${process.platform}): ${name}\n`);
  kiosk = await openSpecKiosk(host);
}, 120_000);

afterAll(() => kiosk.discard());

describe(`on ${host}`, () => {
  test.each(here)('$name', ({ run }) => run(kiosk), 300_000);
});

test('every spec has a host that can prove it, and a name of its own', () => {
  expect(SPECS.every(({ hosts }) => hosts.includes('electron'))).toBe(true);
  expect(new Set(SPECS.map(({ name }) => name)).size).toBe(SPECS.length);
});

test('the chords that X11 injects are hundreds, each with a keysym', () => {
  const chords = chordsToInject().map(toXdotool);
  expect(chords.length).toBeGreaterThan(500);
  expect(new Set(chords).size).toBe(chords.length);
  expect(chords.filter((chord) => chord.includes('undefined'))).toEqual([]);
});
