import { expect, test } from 'vitest';
import { AAGUIDS } from '../../../electron/contract/wire/passkey.ts';
import { kindOf } from '../../../server-stub/credentials/kind.ts';

const WINDOWS_HELLO = '08987058-cadc-4b81-b6e1-30de50dcbe96';

test.each([
  [AAGUIDS.tpm, true, 'tpm'],
  [AAGUIDS.software, true, 'software'],
  [WINDOWS_HELLO, true, 'platform'],
  [WINDOWS_HELLO, false, 'fido2'],
])('%s, joined %s: %s', (aaguid, joined, kind) => expect(kindOf(aaguid, joined)).toBe(kind));

test.each(Object.values(AAGUIDS))('%s without a joined device is refused', (aaguid) => {
  expect(() => kindOf(aaguid, false)).toThrow(expect.objectContaining({ slug: 'device_not_joined' }));
});
