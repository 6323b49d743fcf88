import { type ReactNode, useState } from 'react';
import { Action, Word } from '../../components/controls.tsx';
import { Field } from '../../components/field.tsx';
import { Heading } from '../../components/heading.tsx';
import { ShowWord } from '../../components/show-word.tsx';
import { useSecretEntry } from '../../components/use-secret-entry.ts';
import { useDesk } from '../../desk.ts';
import { pinInput } from '../credential/pin-hints.ts';
import type { ScreenProps } from '../screen-props.ts';

/** The test sign-in with a PIN. A forgotten PIN is a way out, not a dead end. */
export function ProofPin({ screen }: ScreenProps<'proof'>): ReactNode {
  const { t, send, refused } = useDesk();
  const [shown, setShown] = useState(false);
  const entry = useSecretEntry(false, (pin) => send({ type: 'submitPin', pin }));
  return (
    <form onSubmit={entry.submit} noValidate>
      <Heading>{t('proof.pin.title')}</Heading>
      <p className="lead">{t('proof.pin.lead')}</p>
      <Field
        label={t('proof.pin.label')}
        hint={t('proof.pin.hint')}
        fault={entry.missing && t('pin.missing')}
        refusal={refused ?? screen.refusal}
        inputRef={entry.input}
        input={{
          ...pinInput(screen.pin, shown),
          autoComplete: 'current-password',
          onInput: entry.touched,
        }}
        beside={<ShowWord shown={shown} onPress={() => setShown(!shown)} />}
      />
      <div className="actions">
        <Action>{t('proof.begin')}</Action>
        <Word onPress={() => send({ type: 'startOver' })}>{t('proof.forgot')}</Word>
      </div>
    </form>
  );
}
