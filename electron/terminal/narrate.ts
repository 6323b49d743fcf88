import type { Gate } from '../contract/gate.ts';
import type { PinFault } from '../contract/pin.ts';
import type { RefusalNotice } from '../contract/refusal.ts';
import { stepIndex } from '../contract/steps.ts';
import type { View } from '../contract/view.ts';
import { ENGLISH_WORDS, type Words } from './text/words.ts';

/** How the person of a staged laptop makes its PIN their own. */
const PIN_CHANGE = 'npm run latchkey -- pin change';

/** The sentences that a new view adds to the story; none when nothing worth telling has happened. Pure. */
export function narrate(before: View | null, after: View, words: Words = ENGLISH_WORDS): string[] {
  const { t } = words;
  const passed = (step: View['step']) =>
    stepIndex(after.step) > stepIndex(step) && (before === null || stepIndex(before.step) <= stepIndex(step));
  const { screen } = after;
  if (screen.kind === 'done' && before !== null && stepIndex(before.step) <= stepIndex('network')) {
    return [t('story.before', { user: screen.userPrincipalName })];
  }
  const same = before?.screen.kind === screen.kind;
  if (screen.kind === 'own-pin') return same ? [] : [t('story.staged', { command: PIN_CHANGE })];
  const story: string[] = [];
  if (passed('network') && after.tenantName) story.push(t('story.answers', { company: after.tenantName }));
  if (passed('pass') && after.personName) story.push(signedIn(after, words));
  if (passed('join') || isSealing(before, after)) story.push(t('story.joined', { name: after.device.name }));
  story.push(...chosen(before, after, words));
  if (passed('credential')) story.push(t('story.registered'));
  if (passed('proof')) story.push(t('story.proved'));
  if (screen.kind === 'done' && !same) {
    story.push(after.personName ? t('story.done', { name: after.personName }) : t('story.done.nameless'));
  }
  if (screen.kind === 'loop' && !same) story.push(...explainLoop(screen, words));
  if (screen.kind === 'loop') story.push(...sealedReport(before, after, words));
  if (screen.kind === 'sealed' && screen.phase === 'sealed') story.push(tellSealed(screen.sealedFor, words));
  return story;
}

/** IT's part of a staged laptop is done. */
function tellSealed(person: { readonly displayName: string } | undefined, { t }: Words): string {
  return person ? t('story.sealed', { name: person.displayName }) : t('story.sealed.anybody');
}

/** The seal belongs to the step of the join. */
function isSealing(before: View | null, { screen }: View): boolean {
  return screen.kind === 'sealed' && screen.phase === 'sealing' && before?.screen.kind === 'join';
}

/** Which kind of key it will be and why, told once, when the choice is known. */
function chosen(before: View | null, after: View, { t, locale }: Words): string[] {
  if (after.screen.kind !== 'credential' || after.screen.choices.length === 0) return [];
  if (before?.screen.kind === 'credential' && before.screen.choices.length > 0) return [];
  const { choices } = after.screen;
  const taken = choices.find((choice) => choice.recommended);
  if (!taken) return [];
  const absent = choices.slice(0, choices.indexOf(taken)).map(({ name }) => t(`key.absent.${name}`));
  const why =
    choices.length === 1
      ? t('key.why.only')
      : absent.length === 0
        ? t('key.why.strongest')
        : t('key.why.here', { absent: new Intl.ListFormat(locale).format(absent) });
  const vouched =
    taken.attested === undefined ? [] : [t(taken.attested ? 'key.vouched.yes' : 'key.vouched.no')];
  return [[t(`key.${taken.name}`), why, ...vouched].join(' ')];
}

function signedIn({ personName: name = '', passEndsAt }: View, { t, locale }: Words): string {
  if (!passEndsAt) return t('story.signedIn', { name });
  return t('story.signedIn.until', { name, time: clockTime(passEndsAt, locale) });
}

type Loop = Extract<View['screen'], { kind: 'loop' }>;

/** The dead end that is not: who asks, what opens it, what to do. */
function explainLoop({ gates, refusal, interval, userPrincipalName: user }: Loop, words: Words): string[] {
  return [
    ...tellRefusal(refusal, words),
    ...gates.filter((gate) => !gate.satisfied).map((gate) => `  ${tellGate(gate, words)}`),
    ...(interval > 0 ? [words.t('story.waiting', { user })] : []),
  ];
}

function tellGate({ displayName: gate, opens }: Gate, { t, locale }: Words): string {
  if (opens.length === 0) return t('gate.policy', { gate });
  const keys = opens.map((key) => t(`gate.${key}`));
  return t('gate.opens', { gate, keys: new Intl.ListFormat(locale, { type: 'disjunction' }).format(keys) });
}

/** What a window shows as a square, once it is there. */
function sealedReport(before: View | null, { sealedReport: text }: View, { t }: Words): string[] {
  return text === undefined || before?.sealedReport !== undefined ? [] : [t('story.report'), `  ${text}`];
}

/** What happened and what to do, with the code for IT. */
export function tellRefusal(refusal: RefusalNotice, words: Words = ENGLISH_WORDS): string[] {
  const row = words.refusal(refusal.slug);
  const later = refusal.retryAfter ? [laterOf(refusal.retryAfter, refusal.retryAt, words)] : [];
  const it = { code: refusal.helpCode, action: row.technicianAction };
  return [
    [causeOf(refusal, words) ?? row.cause, row.userAction, ...later].join(' '),
    `  ${words.t('refusal.it', it)}`,
  ];
}

/** Up to here the time of day says it as well: nobody has to ask which day. */
const SAME_DAY = 12 * 3600;

function laterOf(retryAfter: number, retryAt: number | undefined, words: Words): string {
  const time = duration(retryAfter, words);
  if (retryAt === undefined || retryAfter > SAME_DAY) return words.t('refusal.later', { time });
  const { format } = new Intl.DateTimeFormat(words.locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return words.t('countdown.at', { clock: format(retryAt * 1000), time });
}

const PIN_FAULTS: readonly PinFault[] = ['too_short', 'too_long', 'not_digits', 'simple', 'common'];

/** Which rule of the profile a new PIN breaks; `detail` is its name. */
function causeOf({ slug, detail }: RefusalNotice, { t }: Words): string | undefined {
  const fault = slug === 'pin_too_weak' ? PIN_FAULTS.find((name) => name === detail) : undefined;
  return fault && t(`pin.${fault}`);
}

/** `90` -> "2 minutes": rounded up, because too early is worse than too late. */
export function duration(seconds: number, { t }: Words = ENGLISH_WORDS): string {
  if (seconds < 60) return t('time.seconds', { count: Math.ceil(seconds) });
  if (seconds < 7200) return t('time.minutes', { count: Math.ceil(seconds / 60) });
  return t('time.hours', { count: Math.ceil(seconds / 3600) });
}

function clockTime(seconds: number, locale: string): string {
  const form = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(locale, form).format(seconds * 1000);
}
