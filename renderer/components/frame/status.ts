import { STEPS, stepIndex } from '../../../electron/contract/steps.ts';
import type { View } from '../../../electron/contract/view.ts';
import type { MessageKey } from '../../text/en.ts';
import { minutesOf } from '../../text/moment.ts';
import type { Text } from '../../text/translate.ts';

/** The two lines beside the door: what is happening, and what comes next. */
export interface Status {
  readonly title: string;
  readonly next: string;
  /** Whether one may walk away; absent: something is asked, or soon will be. */
  readonly alone?: string;
}

/** Under this many seconds, minutes would be too coarse a word. */
const SOON = 45;

function timeLeft({ t }: Text, seconds: number): string {
  return seconds < SOON ? t('progress.soon') : t('progress.left', { minutes: minutesOf(seconds) });
}

export function statusOf(view: View, text: Text): Status {
  const { t } = text;
  const { screen } = view;
  switch (screen.kind) {
    case 'welcome':
      return firstLook(view, text);
    case 'sealed':
      if (screen.phase === 'waiting') return firstLook(view, text);
      return { title: t(`aside.${screen.phase}`), next: t(`progress.${screen.phase}`) };
    case 'loop':
      return screen.interval > 0
        ? { title: t('aside.loop'), next: t('progress.byItself') }
        : { title: t('aside.blocked'), next: t('progress.askIt') };
    case 'own-pin':
      return { title: t('aside.ownPin'), next: t('progress.ownPin') };
    case 'wifi':
      return { title: t('wifi.title'), next: t('wifi.aside') };
    case 'done':
      return { title: t('aside.done'), next: t('progress.ready') };
    case 'abandoned':
      return { title: t('aside.abandoned'), next: t('progress.notReady') };
    default: {
      const next = t('progress.next', { what: t(NEXT[screen.kind]) });
      return {
        title: t(titleOf(screen)),
        next: `${next} ${timeLeft(text, view.secondsLeft)}`,
        ...(isByItself(screen) && view.waiting?.pace !== 'stalled' && { alone: t('progress.alone') }),
      };
    }
  }
}

/** Work goes on that nobody has to press anything for. */
function isByItself(screen: Ordinary): boolean {
  if ('refusal' in screen && screen.refusal) return false;
  if (screen.kind === 'join' || screen.kind === 'release') return true;
  return (screen.kind === 'credential' || screen.kind === 'proof') && screen.phase === 'working';
}

function firstLook({ step, secondsLeft }: View, { t }: Text): Status {
  return {
    title: t('progress.step', { step: stepIndex(step) + 1, steps: STEPS.length }),
    next: t('progress.inAll', { minutes: minutesOf(secondsLeft) }),
  };
}

type Ordinary = Exclude<
  View['screen'],
  { kind: 'welcome' | 'sealed' | 'loop' | 'own-pin' | 'done' | 'abandoned' | 'wifi' }
>;

const NEXT = {
  network: 'next.network',
  account: 'next.account',
  pass: 'next.pass',
  password: 'next.pass',
  'device-name': 'next.pass',
  join: 'next.join',
  credential: 'next.credential',
  proof: 'next.proof',
  release: 'next.release',
} as const satisfies Record<Ordinary['kind'], MessageKey>;

function titleOf(screen: Ordinary): MessageKey {
  if (screen.kind === 'credential' && screen.phase === 'pin') return 'aside.credential.pin';
  return `aside.${screen.kind}`;
}
