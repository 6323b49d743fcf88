import { expect, test } from 'vitest';
import { CHECKLIST } from '../../../electron/kiosk/checklist.ts';
import { FUSES, isFuseOn } from '../../../electron/kiosk/fuses.ts';
import {
  REFUSED_SWITCHES,
  REFUSED_VARIABLES,
  refusedSwitch,
  refusedVariable,
} from '../../../electron/kiosk/switches.ts';

test.each(REFUSED_SWITCHES)('a packaged kiosk refuses --$name: $why', ({ name }) => {
  for (const word of [`--${name}`, `--${name}=1`, `-${name}`, `/${name}`, `--${name.toUpperCase()}=x`])
    expect(refusedSwitch(['--lang=de', word], true), word).toBe(name);
  expect(refusedSwitch([`--${name}`], false)).toBeNull();
  expect(refusedSwitch([`--x${name}`, `x--${name}`, `--lang=--${name}`], true)).toBeNull();
});

test.each(REFUSED_VARIABLES)('a packaged kiosk refuses $name: $why', ({ name }) => {
  expect(refusedVariable({ [name]: '1' }, true)).toBe(name);
  expect(refusedVariable({ [name]: '1' }, false)).toBeNull();
});

test('an ordinary start is refused nothing; a variable set to nothing is none', () => {
  expect(refusedSwitch(['--ozone-platform=wayland', '--latchkey-relaunch=1', '/opt/x'], true)).toBeNull();
  expect(refusedVariable({ PATH: '/usr/bin', NODE_DEBUG: '' }, true)).toBeNull();
});

test('nine fuses, numbered as in the wire, and integrity where Electron checks it', () => {
  expect(FUSES.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  const integrity = FUSES[4]!;
  expect([isFuseOn(integrity, 'win32'), isFuseOn(integrity, 'darwin'), isFuseOn(integrity, 'linux')]).toEqual(
    [true, true, false],
  );
});

test('twenty points', () => {
  expect(CHECKLIST.map(({ point }) => point)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});
