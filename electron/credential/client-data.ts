/**
 * clientDataJSON of a ceremony that we run as client and authenticator in one, serialized byte for byte as WebAuthn Level 3,
 * 5.8.1.1 has it, so that a relying party may use the limited verification algorithm of 5.8.1.2.
 *
 * @param challenge base64url, as it came
 * @param origin the page's origin from machine policy, such as `https://login.example.org`
 */
export function clientDataJson(
  type: 'webauthn.create' | 'webauthn.get',
  challenge: string,
  origin: string,
): Buffer {
  return Buffer.from(
    `{"type":${quote(type)},"challenge":${quote(challenge)},"origin":${quote(origin)},"crossOrigin":false}`,
  );
}

/** CCDToString of 5.8.1.1. Not JSON.stringify: that writes U+000A as `\n`, and this writes it as `\u000a`. */
export function quote(text: string): string {
  const escaped = Array.from(text, (character) => {
    if (character === '"') return '\\"';
    if (character === '\\') return '\\\\';
    const point = character.codePointAt(0) ?? 0;
    return point < 0x20 ? `\\u${point.toString(16).padStart(4, '0')}` : character;
  });
  return `"${escaped.join('')}"`;
}
