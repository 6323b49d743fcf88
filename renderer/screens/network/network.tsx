import { type ReactNode, useState } from 'react';
import type { RefusalNotice } from '../../../electron/contract/refusal.ts';
import type { Slug } from '../../../electron/contract/refusals.ts';
import { type CheckState, NETWORK_CHECKS } from '../../../electron/contract/view.ts';
import { Action, Word } from '../../components/controls.tsx';
import { Heading } from '../../components/heading.tsx';
import { Icon, type IconName, Spinner } from '../../components/icons.tsx';
import { RefusalNote } from '../../components/refusal-note.tsx';
import { RetryingWhen } from '../../components/retrying-note.tsx';
import { StrayRefusal } from '../../components/stray-refusal.tsx';
import { useDesk } from '../../desk.ts';
import type { ScreenProps } from '../screen-props.ts';
import { Adapters, NetworkFacts } from './network-facts.tsx';
import { clockSentence, skewSentence } from './skew.ts';

const ICONS = { waiting: 'ring', passed: 'check', failed: 'cross' } as const satisfies Record<
  Exclude<CheckState, 'running'>,
  IconName
>;

/** Another network would be the way on: worth saying where Wi-Fi is chosen. */
const NO_WAY: ReadonlySet<Slug> = new Set([
  'link_down',
  'no_address',
  'connection_blocked',
  'captive_portal',
]);

export function NetworkScreen({ screen }: ScreenProps<'network'>): ReactNode {
  const { t, company } = useDesk();
  const { refusal, checks, skewSeconds } = screen;
  const passed = NETWORK_CHECKS.every((check) => checks[check] === 'passed');
  const skew = skewSentence(skewSeconds);
  return (
    <>
      <Heading>
        {t(refusal ? 'network.title.refused' : passed ? 'network.title.done' : 'network.title')}
      </Heading>
      {!refusal && <p className="lead">{t(passed ? 'network.lead.done' : 'network.lead', { company })}</p>}
      {refusal && <Refused refusal={refusal} />}
      <ol className="checks" aria-live="polite">
        {NETWORK_CHECKS.map((check) => (
          <li key={check} className="check" data-state={checks[check]}>
            <CheckIcon state={checks[check]} />
            <span>{t(`network.check.${check}`)}</span>
            <span className="check-state">{t(`network.state.${checks[check]}`)}</span>
          </li>
        ))}
      </ol>
      {skew && <p className="hint">{t(skew.key, { minutes: skew.minutes })}</p>}
      <StrayRefusal />
    </>
  );
}

/** What is wrong, what this laptop does about it by itself, and the ways on. */
function Refused({ refusal }: { refusal: RefusalNotice }): ReactNode {
  const { view, t, send } = useDesk();
  const [open, setOpen] = useState(false);
  const { retrying, wifi } = view;
  return (
    <>
      {/* The wait is said below, running down; the directory's own number would say it twice. */}
      <RefusalNote refusal={retrying ? withoutWait(refusal) : refusal} alone />
      <LaptopClock clock={refusal.clock} />
      {retrying && (
        <p className="retrying-line" role="status">
          {retrying.seconds > 0 ? <Icon name="clock" /> : <Spinner />}
          <RetryingWhen retrying={retrying} />
        </p>
      )}
      {wifi === 'elsewhere' && NO_WAY.has(refusal.slug) && <p className="hint">{t('wifi.elsewhere')}</p>}
      <div className="actions">
        {wifi === 'here' ? (
          <Action onPress={() => send({ type: 'openWifi' })}>{t('wifi.choose')}</Action>
        ) : (
          <Action onPress={() => send({ type: 'retry' })}>{t('action.retry')}</Action>
        )}
        {wifi === 'here' && <Word onPress={() => send({ type: 'retry' })}>{t('retrying.tryNow')}</Word>}
        <Word expanded={open} onPress={() => setOpen(!open)}>
          {t('network.details')}
        </Word>
      </div>
      {open && (
        <div className="disclosed">
          <Adapters />
          <NetworkFacts />
        </div>
      )}
    </>
  );
}

function withoutWait({ retryAfter: _wait, retryAt: _at, ...refusal }: RefusalNotice): RefusalNotice {
  return refusal;
}

/** The laptop's date, which a person can see to be wrong, and by how much it is. */
function LaptopClock({ clock }: { clock: RefusalNotice['clock'] }): ReactNode {
  const { t, locale } = useDesk();
  if (!clock) return null;
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(
    clock.laptop * 1000,
  );
  const off = clockSentence(clock);
  return (
    <p className="laptop-clock">
      <Icon name="clock" />
      <span>
        <strong>{t('network.clock.laptop', { moment })}</strong> {off && t(off.key, { days: off.days })}
      </span>
    </p>
  );
}

function CheckIcon({ state }: { state: CheckState }): ReactNode {
  return state === 'running' ? <Spinner /> : <Icon name={ICONS[state]} />;
}
