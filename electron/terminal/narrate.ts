import type { Gate, GateKey } from '../contract/gate.ts';
import type { PinFault } from '../contract/pin.ts';
import type { RefusalNotice } from '../contract/refusal.ts';
import { refusalRow } from '../contract/refusals.ts';
import { stepIndex } from '../contract/steps.ts';
import type { View } from '../contract/view.ts';
import type { AuthenticatorName } from '../contract/wire/provisioning.ts';

const GATE_KEYS: Readonly<Record<GateKey, string>> = {
  temporary_access_pass: 'a Temporary Access Pass',
  passkey: 'a passkey',
  software_oath: 'an authenticator app',
  password: 'a password',
  compliant_device: 'a device that meets the rules',
  joined_device: 'a device that belongs to the company',
  administrator: 'an administrator',
};

const STAGED =
  'This laptop is staged: the sign-in was proved, and the PIN is IT’s. Its person makes it their own with “npm run latchkey -- pin change”.';

/** The sentences that a new view adds to the story; none when nothing worth telling has happened. Pure. */
export function narrate(before: View | null, after: View): string[] {
  const passed = (step: View['step']) =>
    stepIndex(after.step) > stepIndex(step) && (before === null || stepIndex(before.step) <= stepIndex(step));
  if (after.screen.kind === 'done' && before !== null && stepIndex(before.step) <= stepIndex('network')) {
    return [
      `This laptop was set up for ${after.screen.userPrincipalName} before, and the sign-in was proved then. Nothing is left to do.`,
    ];
  }
  if (after.screen.kind === 'own-pin') return before?.screen.kind === 'own-pin' ? [] : [STAGED];
  const story: string[] = [];
  if (passed('network') && after.tenantName) story.push(`The directory of ${after.tenantName} answers.`);
  if (passed('pass') && after.personName) story.push(...signedIn(after));
  if (passed('join')) story.push(`This laptop has joined as ${after.device.name}.`);
  story.push(...chosen(before, after));
  if (passed('credential'))
    story.push('The sign-in key is registered. So far it can do nothing but the test.');
  if (passed('proof'))
    story.push('Signed in from nothing with the new key: it works. The pass has done its work.');
  if (after.screen.kind === 'done' && before?.screen.kind !== 'done') {
    story.push(`${after.personName ?? 'You'} can start working. No password was needed.`);
  }
  if (after.screen.kind === 'loop' && before?.screen.kind !== 'loop') story.push(...explainLoop(after));
  if (after.screen.kind === 'loop') story.push(...sealedReport(before, after));
  return story;
}

const HOMES: Readonly<Record<AuthenticatorName, string>> = {
  platform: 'with the operating system (Windows Hello or Touch ID)',
  tpm: 'in the TPM of this laptop, which it never leaves',
  software: 'in a sealed file on this laptop, which is lower assurance than a security chip',
};

/** Which kind of key it will be and why, told once, when the choice is known. */
function chosen(before: View | null, after: View): string[] {
  if (after.screen.kind !== 'credential' || after.screen.choices.length === 0) return [];
  if (before?.screen.kind === 'credential' && before.screen.choices.length > 0) return [];
  const { choices } = after.screen;
  const taken = choices.find((choice) => choice.recommended);
  if (!taken) return [];
  const absent = choices.slice(0, choices.indexOf(taken)).map((choice) => ABSENT[choice.name]);
  const why =
    choices.length === 1
      ? 'It is the only kind that was asked for.'
      : absent.length === 0
        ? 'It is the strongest kind that your company accepts.'
        : `It is the strongest kind that is here: ${new Intl.ListFormat('en').format(absent)}.`;
  const vouched = taken.attested === undefined ? '' : ` ${VOUCHED[taken.attested ? 'yes' : 'no']}`;
  return [`The sign-in key will live ${HOMES[taken.name]}. ${why}${vouched}`];
}

/** Whether the directory has to take the laptop's word for where the key lives. */
const VOUCHED = {
  yes: 'The maker of the TPM vouches for that: the key will be attested.',
  no: 'Nobody vouches for that: the directory takes the laptop’s word.',
} as const;

/** Why a stronger kind is not taken. */
const ABSENT: Readonly<Record<AuthenticatorName, string>> = {
  platform: 'Windows Hello and Touch ID work in the window only',
  tpm: 'there is no TPM that can be used',
  software: 'a file was not asked for',
};

function signedIn(view: View): string[] {
  const until = view.passEndsAt ? ` until ${clockTime(view.passEndsAt)}` : '';
  return [
    `Signed in as ${view.personName} with the pass. It is held for this laptop${until}, not used up yet.`,
  ];
}

/** The dead end that is not: who asks, what opens it, what to do. */
function explainLoop(view: View): string[] {
  if (view.screen.kind !== 'loop') return [];
  const { gates, refusal, interval, userPrincipalName } = view.screen;
  return [
    ...tellRefusal(refusal),
    ...gates.filter((gate) => !gate.satisfied).map(tellGate),
    ...(interval > 0 ? [`Waiting for a pass for ${userPrincipalName}. This goes on by itself.`] : []),
  ];
}

/** What a window shows as a square, once it is there. */
function sealedReport(before: View | null, { sealedReport: text }: View): string[] {
  if (text === undefined || before?.sealedReport !== undefined) return [];
  return ['A report for your IT team, which only they can read. Copy all of it:', `  ${text}`];
}

function tellGate(gate: Gate): string {
  const keys = gate.opens.map((key) => GATE_KEYS[key]);
  if (keys.length === 0) return `  ${gate.displayName}: only a change of policy opens it.`;
  return `  ${gate.displayName}: opens with ${new Intl.ListFormat('en', { type: 'disjunction' }).format(keys)}.`;
}

/** What happened and what to do, with the code for IT. */
export function tellRefusal(refusal: RefusalNotice): string[] {
  const row = refusalRow(refusal.slug);
  const cause = causeOf(refusal) ?? row.cause;
  const later = refusal.retryAfter ? ` Try again in ${duration(refusal.retryAfter)}.` : '';
  return [
    `${cause} ${row.userAction}${later}`,
    `  For your IT team: ${refusal.helpCode}. ${row.technicianAction}`,
  ];
}

/** Which rule of the profile a new PIN breaks; `detail` is its name. */
function causeOf({ slug, detail }: RefusalNotice): string | undefined {
  if (slug !== 'pin_too_weak' || detail === undefined) return undefined;
  return Object.entries(PIN_FAULTS).find(([fault]) => fault === detail)?.[1];
}

const PIN_FAULTS: Readonly<Record<PinFault, string>> = {
  too_short: 'That PIN is too short.',
  too_long: 'That PIN is too long.',
  not_digits: 'That PIN may have digits only.',
  simple: 'That PIN counts up, counts down or repeats.',
  common: 'That PIN is one of those that people guess first.',
};

/** `90` -> "2 minutes": rounded up, because too early is worse than too late. */
export function duration(seconds: number): string {
  const [count, unit] =
    seconds < 60
      ? [Math.ceil(seconds), 'second']
      : seconds < 7200
        ? [Math.ceil(seconds / 60), 'minute']
        : [Math.ceil(seconds / 3600), 'hour'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function clockTime(seconds: number): string {
  return new Date(seconds * 1000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}
