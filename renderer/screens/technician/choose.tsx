import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { type TechnicianAction, TechnicianReason } from '../../../electron/contract/technician/actions.ts';
import type { TechnicianPanel } from '../../../electron/contract/technician/panel.ts';
import { Action, Pills } from '../../components/controls.tsx';
import { RefusalNote } from '../../components/refusal-note.tsx';
import { useDesk } from '../../desk.ts';

/** What to do and why: both go into the request, so the technician sees what the code will open. */
export function Choose({ panel }: { panel: Extract<TechnicianPanel, { phase: 'choose' }> }): ReactNode {
  const { t, send, refused } = useDesk();
  const [action, setAction] = useState<TechnicianAction>('diagnostics');
  const [reason, setReason] = useState<TechnicianReason>('stuck');
  const refusal = refused ?? panel.refusal;
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    send({ type: 'askTechnician', action, reason });
  };
  return (
    <form onSubmit={ask}>
      <p>{t('technician.lead')}</p>
      <fieldset className="technician-actions">
        <legend className="group-label">{t('technician.action')}</legend>
        {panel.actions.map((name) => (
          <Choice key={name} name={name} picked={name === action} onPick={() => setAction(name)} />
        ))}
      </fieldset>
      <Pills
        label={t('technician.reason')}
        name="reason"
        value={reason}
        options={TechnicianReason.options.map((value) => ({ value, label: t(`technician.reason.${value}`) }))}
        onPick={setReason}
      />
      {refusal && <RefusalNote refusal={refusal} alone />}
      <div className="actions">
        <Action>{t('technician.ask')}</Action>
      </div>
    </form>
  );
}

interface ChoiceProps {
  readonly name: TechnicianAction;
  readonly picked: boolean;
  readonly onPick: () => void;
}

function Choice({ name, picked, onPick }: ChoiceProps): ReactNode {
  const { t } = useDesk();
  const id = useId();
  return (
    <label className="technician-action">
      <input
        type="radio"
        name="action"
        value={name}
        checked={picked}
        onChange={onPick}
        aria-describedby={id}
      />
      <span>{t(`technician.action.${name}`)}</span>
      <span className="small" id={id}>
        {t(`technician.action.${name}.does`)}
      </span>
    </label>
  );
}
