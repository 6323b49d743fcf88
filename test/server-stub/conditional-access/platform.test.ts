import { expect, test } from 'vitest';
import { platformOf } from '../../../server-stub/conditional-access/platform.ts';

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36', 'windows'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15', 'macOS'],
  ['Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15', 'iOS'],
  ['Mozilla/5.0 (Linux; Android 15; Pixel 9)', 'android'],
  ['Mozilla/5.0 (X11; Linux x86_64)', 'linux'],
  ['latchkey-agent (Linux)', 'linux'],
  ['Windows', 'windows'],
  ['macOS', 'macOS'],
  ['latchkey-agent', null],
  ['', null],
  [undefined, null],
])('%s is %s', (text, platform) => {
  expect(platformOf(text)).toBe(platform);
});
