import { enforced, type Finding, missing, partial, reading } from './control.ts';

/** `profiles status -type enrollment` (profiles(1)). */
export const readEnrolment = reading((text): Finding | null => {
  const answer = /^MDM enrollment: (.+?)\s*$/m.exec(text)?.[1];
  if (answer === undefined) return null;
  if (answer === 'Yes (User Approved)') return enforced('managed and approved');
  if (answer === 'Yes') return partial('managed, but not approved by the user');
  return answer === 'No' ? missing('not managed') : null;
});

/** `csrutil status` (csrutil(8)). */
export const readIntegrity = reading((text): Finding | null => {
  if (/^System Integrity Protection status: enabled\.\s*$/.test(text)) return enforced('on');
  return /^System Integrity Protection status: (disabled|unknown)/.test(text)
    ? missing('off or custom')
    : null;
});

/** `fdesetup status` (fdesetup(8)). */
export const readFileVault = reading((text): Finding | null => {
  if (/^FileVault is On\.\s*$/.test(text)) return enforced('on');
  if (/^FileVault is On\./.test(text)) return partial('on, but not finished');
  return /^FileVault is Off\./.test(text) ? missing('off') : null;
});

/** `defaults read DOMAIN KEY`: 0 or 1; it fails where the key is not set. */
export function readDefault(wanted: '0' | '1', whenSo: string, whenNot: string, notSet: Finding) {
  return reading(
    (text): Finding | null => {
      const value = text.trim();
      if (value === wanted) return enforced(whenSo);
      return value === '0' || value === '1' ? missing(whenNot) : null;
    },
    { failed: notSet },
  );
}

/** `launchctl print-disabled system`: `"com.apple.screensharing" => disabled`; macOS before 13 says true for it. */
export const readScreenSharing = reading((text): Finding | null => {
  if (!/^\s*disabled services = \{/m.test(text)) return null;
  const value = /^\s*"com\.apple\.screensharing" => (disabled|enabled|true|false)\s*$/m.exec(text)?.[1];
  if (value === undefined) return null;
  return value === 'disabled' || value === 'true' ? enforced('off') : missing('on');
});

/** `pmset -g`: minutes until sleep, 0 is never. */
export const readSleep = reading((text): Finding | null => {
  if (!/^Currently in use:\s*$/m.test(text)) return null;
  const minutes = /^\s+sleep\s+(\d+)(\s|$)/m.exec(text)?.[1];
  if (minutes === undefined) return null;
  return minutes === '0'
    ? partial('never by itself; the lid still does')
    : missing(`after ${minutes} minutes`);
});

/** `profiles show -output stdout-xml`: the payload of Autonomous Single App Mode. */
export const readSingleApp = reading((text): Finding | null => {
  if (!/^<\?xml [^>]*>\s*<!DOCTYPE plist /.test(text) || !/<\/plist>\s*$/.test(text)) return null;
  return /<string>com\.apple\.asam<\/string>/.test(text)
    ? partial('a profile allows it; whether it is on is not known from here')
    : missing('no profile allows it');
});
