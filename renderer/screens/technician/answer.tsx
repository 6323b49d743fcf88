import { type ReactNode, useState } from 'react';
import type { TechnicianPanel } from '../../../electron/contract/technician/panel.ts';
import { Code } from '../../components/code.tsx';
import { Action, Word } from '../../components/controls.tsx';
import { Field } from '../../components/field.tsx';
import { Qr } from '../../components/qr.tsx';
import { useSecretEntry } from '../../components/use-secret-entry.ts';
import { useDesk } from '../../desk.ts';

type AnswerPanel = Extract<TechnicianPanel, { phase: 'answer' }>;

/** The request, to scan or to read out, and the field for the code. */
export function Answer({ panel }: { panel: AnswerPanel }): ReactNode {
  const { t, send } = useDesk();
  const { action, reason } = panel;
  const other = (): void => {
    send({ type: 'closeTechnician' });
    send({ type: 'openTechnician' });
  };
  return (
    <>
      <p>{t('technician.answer.lead')}</p>
      <p className="technician-what">
        <strong>{t(`technician.action.${action}`)}</strong>
        {' · '}
        {t(`technician.reason.${reason}`)}
        {' · '}
        <span className="mono">{t('technician.answer.key', { keyId: panel.keyId })}</span>
      </p>
      <Request panel={panel} />
      <CodeForm panel={panel} />
      <Word onPress={other}>{t('technician.other')}</Word>
    </>
  );
}

function Request({ panel }: { panel: AnswerPanel }): ReactNode {
  const { t } = useDesk();
  const [read, setRead] = useState(false);
  return (
    <div className="technician-request">
      <Qr text={panel.scan} label={t('technician.answer.qr')} />
      <div>
        <Word onPress={() => setRead(!read)} expanded={read}>
          {t('technician.answer.lines')}
        </Word>
        {read && (
          <ol className="technician-lines mono">
            {panel.lines.map((line) => (
              <li key={line}>
                <Code>{line.replaceAll('-', ' ')}</Code>
              </li>
            ))}
          </ol>
        )}
      </div>
    </div>
  );
}

function CodeForm({ panel }: { panel: AnswerPanel }): ReactNode {
  const { t, send, refused } = useDesk();
  const { busy, triesLeft, lockedFor } = panel;
  const entry = useSecretEntry(busy, (code) => send({ type: 'submitTechnicianCode', code }));
  return (
    <form onSubmit={entry.submit} noValidate>
      <Field
        label={t('technician.code.label')}
        hint={
          lockedFor === undefined
            ? t('technician.code.hint', { tries: triesLeft })
            : t('technician.code.locked')
        }
        fault={entry.missing && t('technician.code.missing')}
        refusal={refused ?? panel.refusal}
        busy={busy}
        inputRef={entry.input}
        input={{
          'data-entry': 'code',
          type: 'text',
          autoComplete: 'off',
          maxLength: 32,
          onInput: entry.touched,
        }}
      />
      <div className="actions">
        <Action busy={busy}>{t(busy ? 'technician.code.busy' : 'technician.code.submit')}</Action>
      </div>
    </form>
  );
}
