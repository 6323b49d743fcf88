import { type ChangeEvent, type FormEvent, type ReactNode, useState } from 'react';
import {
  type DeviceNameFault,
  judgeDeviceName,
  LONGEST_DEVICE_NAME,
} from '../../../electron/contract/device-name.ts';
import { Action } from '../../components/controls.tsx';
import { Field } from '../../components/field.tsx';
import { Heading } from '../../components/heading.tsx';
import { useDesk } from '../../desk.ts';
import type { ScreenProps } from '../screen-props.ts';

/** The name by the template, to keep or to change. What is wrong with another one is said before anything is sent. */
export function DeviceNameScreen({ screen }: ScreenProps<'device-name'>): ReactNode {
  const { t, send, refused, company } = useDesk();
  const [typed, setTyped] = useState(screen.deviceName);
  const [fault, setFault] = useState<DeviceNameFault | null>(null);
  const name = typed.trim();
  const change = (event: ChangeEvent<HTMLInputElement>): void => {
    setTyped(event.target.value);
    setFault(null);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = judgeDeviceName(name);
    setFault(found);
    if (found === null) send({ type: 'submitDeviceName', deviceName: name });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Heading>{t('naming.title')}</Heading>
      <p className="lead">{t('naming.lead', { company })}</p>
      <Field
        label={t('naming.label')}
        hint={t('naming.hint', { maximum: LONGEST_DEVICE_NAME })}
        fault={fault && t(`naming.fault.${fault}`, { over: name.length - LONGEST_DEVICE_NAME })}
        refusal={refused ?? screen.refusal}
        input={{
          'data-entry': 'name',
          className: 'mono',
          autoComplete: 'off',
          value: typed,
          onChange: change,
        }}
      />
      <div className="actions">
        <Action>{t('naming.continue')}</Action>
      </div>
    </form>
  );
}
