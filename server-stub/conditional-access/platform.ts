import type { Platform } from './policy.ts';

/**
 * How operating systems name themselves, in order: Android's user agent says Linux too, and an iPad's says Mac OS X. A user
 * agent is a claim and no proof, here as in Entra; a policy that must not be talked round asks for a device control.
 */
const NAMES: readonly (readonly [RegExp, Platform])[] = [
  [/windows phone/i, 'windowsPhone'],
  [/windows/i, 'windows'],
  [/android/i, 'android'],
  [/iphone|ipad|ipod|\bios\b/i, 'iOS'],
  [/mac ?os|macintosh|darwin/i, 'macOS'],
  [/linux|ubuntu|x11/i, 'linux'],
];

/** The platform that a name or a user agent tells of; `null` for one that tells nothing: only `all` matches it. */
export function platformOf(text: string | undefined | null): Platform | null {
  return NAMES.find(([name]) => name.test(text ?? ''))?.[1] ?? null;
}
