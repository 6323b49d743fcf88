import { type FormEvent, type ReactNode, useState } from 'react';
import { api } from './api.ts';
import { Action, Field, Heading, Word } from './parts.tsx';
import { remembered } from './remembered.ts';
import type { ScreenProps } from './screen-props.ts';
import { TEXT } from './text.ts';

/** Who are you? */
export function AskName({ state, name, refusal, busy, send }: ScreenProps): ReactNode {
  const [typed, setTyped] = useState(name || (state.loginHint ?? ''));
  const [fault, setFault] = useState<string>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (busy) return;
    const given = typed.trim();
    setFault(given === '' ? TEXT.nameMissing : undefined);
    if (given === '') return;
    remembered.keepName(given);
    send(() => api.name(given));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Heading>{TEXT.nameTitle}</Heading>
      <p className="lead">{TEXT.for(state.application)}</p>
      <Field
        label={TEXT.nameLabel}
        hint={TEXT.nameHint}
        name="username"
        kind="name"
        value={typed}
        onValue={setTyped}
        refusal={refusal}
        fault={fault}
      />
      <div className="actions">
        <Action busy={busy}>{TEXT.next}</Action>
        <Word onPress={() => send(api.cancel)}>{TEXT.cancel}</Word>
      </div>
    </form>
  );
}
