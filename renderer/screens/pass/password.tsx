import { type ReactNode, useState } from 'react';
import { Word } from '../../components/controls.tsx';
import { Field } from '../../components/field.tsx';
import { Heading } from '../../components/heading.tsx';
import { HeldAction, useHeldFor } from '../../components/held-action.tsx';
import { ShowWord } from '../../components/show-word.tsx';
import { useSecretEntry } from '../../components/use-secret-entry.ts';
import { useDesk } from '../../desk.ts';
import type { ScreenProps } from '../screen-props.ts';

export function PasswordScreen({ screen }: ScreenProps<'password'>): ReactNode {
  const { t, rich, send, refused } = useDesk();
  const { busy, userPrincipalName: name, refusal } = screen;
  const [shown, setShown] = useState(false);
  const heldFor = useHeldFor(refusal);
  const entry = useSecretEntry(busy || heldFor > 0, (password) => send({ type: 'submitPassword', password }));
  return (
    <form onSubmit={entry.submit} noValidate>
      <Heading>{t('password.title')}</Heading>
      <p className="lead">{rich('password.lead', { name })}</p>
      <Field
        label={t('password.label')}
        hint=""
        fault={entry.missing && t('password.missing')}
        refusal={refused ?? refusal}
        busy={busy}
        inputRef={entry.input}
        input={{
          'data-entry': 'password',
          type: shown ? 'text' : 'password',
          autoComplete: 'current-password',
          maxLength: 512,
          onInput: entry.touched,
        }}
        beside={<ShowWord shown={shown} onPress={() => setShown(!shown)} />}
      />
      <div className="actions">
        <HeldAction busy={busy} heldFor={heldFor}>
          {t(busy ? 'password.busy' : 'action.continue')}
        </HeldAction>
        {!busy && <Word onPress={() => send({ type: 'havePass' })}>{t('password.have')}</Word>}
      </div>
    </form>
  );
}
