import { type ChangeEvent, type FormEvent, type ReactNode, useState } from 'react';
import { Action } from '../../components/controls.tsx';
import { Field } from '../../components/field.tsx';
import { Heading } from '../../components/heading.tsx';
import { useDesk } from '../../desk.ts';
import type { ScreenProps } from '../screen-props.ts';
import { completeName, type NameFault, nameFault } from './complete-name.ts';

export function AccountScreen({ screen }: ScreenProps<'account'>): ReactNode {
  const { t, rich, send, refused } = useDesk();
  const { busy, domains } = screen;
  const [typed, setTyped] = useState(screen.userPrincipalName ?? '');
  const [fault, setFault] = useState<NameFault | null>(null);
  const name = completeName(typed, domains);
  const completed = name !== typed.trim().toLowerCase();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (busy) return;
    setFault(nameFault(name));
    if (!nameFault(name)) send({ type: 'submitAccount', userPrincipalName: name });
  };
  const change = (event: ChangeEvent<HTMLInputElement>): void => {
    setTyped(event.target.value);
    setFault(null);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Heading>{t('account.title')}</Heading>
      <p className="lead">{t('account.lead')}</p>
      <Field
        label={t('account.label')}
        hint={
          completed
            ? rich('account.completed', { name })
            : t('account.hint', { domain: domains[0] ?? 'company.example' })
        }
        fault={fault && t(`account.${fault}`)}
        refusal={refused ?? screen.refusal}
        busy={busy}
        input={{
          'data-entry': 'name',
          // Not `email`: such a field tells nobody where its caret is, and the keyboard on the screen has to know.
          type: 'text',
          inputMode: 'email',
          autoComplete: 'username',
          value: typed,
          onChange: change,
        }}
      />
      <div className="actions">
        <Action busy={busy}>{t(busy ? 'account.busy' : 'action.continue')}</Action>
      </div>
    </form>
  );
}
