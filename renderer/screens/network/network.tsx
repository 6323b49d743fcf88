import type { ReactNode } from 'react';
import { type CheckState, NETWORK_CHECKS } from '../../../electron/contract/view.ts';
import { Action } from '../../components/controls.tsx';
import { Heading } from '../../components/heading.tsx';
import { Icon, type IconName, Spinner } from '../../components/icons.tsx';
import { RefusalNote } from '../../components/refusal-note.tsx';
import { StrayRefusal } from '../../components/stray-refusal.tsx';
import { useDesk } from '../../desk.ts';
import type { ScreenProps } from '../screen-props.ts';
import { skewSentence } from './skew.ts';

const ICONS = { waiting: 'ring', passed: 'check', failed: 'cross' } as const satisfies Record<
  Exclude<CheckState, 'running'>,
  IconName
>;

export function NetworkScreen({ screen }: ScreenProps<'network'>): ReactNode {
  const { t, send, company } = useDesk();
  const { refusal, checks, skewSeconds } = screen;
  const passed = NETWORK_CHECKS.every((check) => checks[check] === 'passed');
  const skew = skewSentence(skewSeconds);
  return (
    <>
      <Heading>
        {t(refusal ? 'network.title.refused' : passed ? 'network.title.done' : 'network.title')}
      </Heading>
      {!refusal && <p className="lead">{t(passed ? 'network.lead.done' : 'network.lead', { company })}</p>}
      {refusal && <RefusalNote refusal={refusal} alone />}
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
      {refusal && (
        <div className="actions">
          <Action onPress={() => send({ type: 'retry' })}>{t('action.retry')}</Action>
        </div>
      )}
    </>
  );
}

function CheckIcon({ state }: { state: CheckState }): ReactNode {
  return state === 'running' ? <Spinner /> : <Icon name={ICONS[state]} />;
}
