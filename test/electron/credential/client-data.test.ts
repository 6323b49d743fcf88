import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientDataJson, quote } from '../../../electron/credential/client-data.ts';

describe('clientDataJSON', () => {
  it('is byte for byte what WebAuthn 5.8.1.1 says', () => {
    expect(clientDataJson('webauthn.get', 'AAEC', 'https://login.example.org').toString()).toBe(
      '{"type":"webauthn.get","challenge":"AAEC","origin":"https://login.example.org","crossOrigin":false}',
    );
  });

  it('escapes as CCDToString does, which is not what JSON.stringify does', () => {
    expect(quote('a"b\\c\n\u007f😀')).toBe('"a\\"b\\\\c\\u000a\u007f😀"');
  });

  it('always is JSON for the same text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => JSON.parse(quote(text)) === text));
  });
});
