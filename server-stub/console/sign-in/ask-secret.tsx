import { type FormEvent, type ReactNode, useState } from 'react';
import type { AnswerGiven } from '../../../electron/contract/wire/sign-in-page.ts';
import { api } from './api.ts';
import { Action, Field, Heading } from './parts.tsx';
import type { ScreenProps } from './screen-props.ts';
import { TEXT } from './text.ts';
import { OtherWays, Who } from './who.tsx';

interface Question {
  readonly kind: 'pass' | 'password' | 'code';
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly given: (typed: string) => AnswerGiven;
}

/** What is typed, by the method that asks for it. */
export const QUESTIONS = {
  temporary_access_pass: {
    kind: 'pass',
    title: TEXT.passTitle,
    label: TEXT.passLabel,
    hint: TEXT.passHint,
    given: (pass) => ({ pass }),
  },
  password: {
    kind: 'password',
    title: TEXT.passwordTitle,
    label: TEXT.passwordLabel,
    hint: TEXT.passwordHint,
    given: (password) => ({ password }),
  },
  software_oath: {
    kind: 'code',
    title: TEXT.codeTitle,
    label: TEXT.codeLabel,
    hint: TEXT.codeHint,
    given: (code) => ({ code: code.replace(/\s/g, '') }),
  },
} as const satisfies Record<string, Question>;

export function AskSecret(props: ScreenProps & { readonly method: keyof typeof QUESTIONS }): ReactNode {
  const { method, refusal, busy, send } = props;
  const { kind, title, label, hint, given } = QUESTIONS[method];
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (busy) return;
    const missing = typed.trim() === '';
    setFault(missing ? TEXT.missing : undefined);
    if (missing) return;
    send(() => api.answer(given(typed)));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Heading>{title}</Heading>
      <Who {...props} />
      {/* For password managers, which ask whose password it is. */}
      <input
        className="unseen"
        type="text"
        autoComplete="username"
        value={props.name}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <Field
        label={label}
        hint={hint}
        name={kind}
        kind={kind}
        value={typed}
        onValue={setTyped}
        refusal={refusal}
        fault={fault}
      />
      <div className="actions">
        <Action busy={busy}>{TEXT.signIn}</Action>
        <OtherWays {...props} />
      </div>
    </form>
  );
}
