import { expect, test } from 'vitest';
import {
  matchesDeviceFilter,
  readDeviceFilter,
} from '../../../server-stub/conditional-access/device-filter.ts';
import { JOINED } from './facts.ts';

test.each([
  ['device.isCompliant -eq False', true],
  ['device.isCompliant -ne False', false],
  ['device.trustType -eq "azuread"', true],
  ['device.operatingSystem -eq "Linux" -and device.isCompliant -eq True', false],
  ['device.operatingSystem -eq "Linux" -or device.isCompliant -eq True', true],
  ['device.displayName -eq "NW-1" -and device.trustType -ne "ServerAD"', true],
])('%s', (rule, met) => {
  expect(matchesDeviceFilter(readDeviceFilter(rule)!, JOINED)).toBe(met);
});

test.each([
  '',
  'device.isCompliant',
  'device.extensionAttribute1 -eq "SAW"',
  'device.isCompliant -contains True',
  'device.isCompliant -eq True -and device.trustType -eq "a" -or device.trustType -eq "b"',
  '(device.isCompliant -eq True)',
  'device.__proto__ -eq "x"',
])('not understood: %s', (rule) => {
  expect(readDeviceFilter(rule)).toBeUndefined();
});
