import type { ReactNode } from 'react';
import type { Gate } from '../../../electron/contract/gate.ts';
import { Barcode } from '../../components/barcode.tsx';
import { Code } from '../../components/code.tsx';
import { Action } from '../../components/controls.tsx';
import { Heading } from '../../components/heading.tsx';
import { Icon } from '../../components/icons.tsx';
import { StrayRefusal } from '../../components/stray-refusal.tsx';
import { Tell } from '../../components/tell.tsx';
import { useDesk } from '../../desk.ts';
import { clockTime } from '../../text/moment.ts';
import type { ScreenProps } from '../screen-props.ts';
import { loopWords, shutGates } from './loop-model.ts';

/** The dead end that is not: who asks, what opens it, and it goes on by itself. */
export function LoopScreen({ screen }: ScreenProps<'loop'>): ReactNode {
  const { t, send, refusal: wordsOf } = useDesk();
  const { refusal } = screen;
  const gates = shutGates(screen.gates);
  const words = loopWords(refusal.slug);
  const { cause, userAction } = wordsOf(refusal.slug);
  return (
    <>
      <Heading>{t(words.title)}</Heading>
      <p className="lead">{words.lead ? t(words.lead) : `${cause} ${userAction}`}</p>
      {gates.length > 0 && (
        <ul aria-label={t('loop.gates')}>
          {gates.map((gate) => (
            <GateCard key={`${gate.id} ${gate.requires} ${gate.opens}`} gate={gate} />
          ))}
        </ul>
      )}
      <Tell code={refusal.helpCode}>
        <p className="small">{t('loop.tell')}</p>
        {screen.watching && <Watching {...screen.watching} />}
        <Serial />
      </Tell>
      <StrayRefusal />
      <div className="actions">
        <Action onPress={() => send({ type: 'havePass' })}>{t(words.action)}</Action>
      </div>
    </>
  );
}

/** Quiet, and to the minute: a line that changes every few seconds would be read out every few seconds. */
function Watching({ since, lookedAt }: { since: number; lookedAt: number }): ReactNode {
  const { t, locale } = useDesk();
  return (
    <p className="watching">
      <span className="watching-dot" />
      {t('loop.watching', { since: clockTime(since, locale), looked: clockTime(lookedAt, locale) })}
    </p>
  );
}

/** For a technician's scanner, which types it where they look laptops up. */
function Serial(): ReactNode {
  const { view, t } = useDesk();
  const value = view.device.serialNumber;
  if (value === '') return null;
  return (
    <div className="tell-serial">
      <div className="tell-serial-paper">
        <Barcode text={value} label={t('network.barcode', { what: t('help.serial'), value })} />
      </div>
      <Code className="small">{value}</Code>
    </div>
  );
}

function GateCard({ gate }: { gate: Gate }): ReactNode {
  return (
    <li className="card">
      <Icon name="shield" />
      <div>
        <p className="card-title">
          <bdi>{gate.displayName}</bdi>
        </p>
        <p className="card-body">
          <WhatOpens gate={gate} />
        </p>
      </div>
    </li>
  );
}

function WhatOpens({ gate }: { gate: Gate }): ReactNode {
  const { t, language } = useDesk();
  if (gate.opens.length === 0) return t('loop.opensNever');
  const list = new Intl.ListFormat(language, { type: 'disjunction' });
  return t('loop.opens', { keys: list.format(gate.opens.map((key) => t(`loop.key.${key}`))) });
}
