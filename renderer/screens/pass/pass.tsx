import { type ReactNode, useState } from 'react';
import { Action, Word } from '../../components/controls.tsx';
import { Field } from '../../components/field.tsx';
import { Heading } from '../../components/heading.tsx';
import { ShowWord } from '../../components/show-word.tsx';
import { useSecretEntry } from '../../components/use-secret-entry.ts';
import { useDesk } from '../../desk.ts';
import { clockTime } from '../../text/moment.ts';
import type { ScreenProps } from '../screen-props.ts';
import { bare, caretInGroups, grouped } from './group-pass.ts';

/** Rewrites what is in the field into groups and keeps the caret beside the same character. */
function regroup(input: HTMLInputElement): void {
  const { value, selectionStart } = input;
  const caret = caretInGroups(value, selectionStart ?? value.length);
  input.value = grouped(value);
  input.setSelectionRange(caret, caret);
}

export function PassScreen({ screen }: ScreenProps<'pass'>): ReactNode {
  const { t, rich, send, refused } = useDesk();
  const { busy, userPrincipalName: name } = screen;
  const [shown, setShown] = useState(true);
  const entry = useSecretEntry(busy, (typed) => send({ type: 'submitPass', pass: bare(typed) }));
  const toggle = (): void => {
    // Dots for spaces would give away where the groups end, so a hidden pass has none.
    const field = entry.input.current;
    if (field) field.value = (shown ? bare : grouped)(field.value);
    setShown(!shown);
  };
  return (
    <form onSubmit={entry.submit} noValidate>
      <Heading>{t('pass.title')}</Heading>
      <p className="lead">{rich('pass.lead', { name })}</p>
      <Field
        label={t('pass.label')}
        {...useHint()}
        fault={entry.missing && t('pass.missing')}
        refusal={refused ?? screen.refusal}
        busy={busy}
        inputRef={entry.input}
        input={{
          'data-entry': 'code',
          type: shown ? 'text' : 'password',
          autoComplete: 'off',
          maxLength: 320,
          onInput: (event) => {
            entry.touched();
            if (shown) regroup(event.currentTarget);
          },
        }}
        beside={<ShowWord shown={shown} onPress={toggle} />}
      />
      <PassActions busy={busy} />
    </form>
  );
}

/** How long the pass is good, once that is known and has not gone by. */
function useHint(): { readonly hint: string; readonly hintIcon?: 'clock' } {
  const { view, t, locale } = useDesk();
  const { passEndsAt } = view;
  if (passEndsAt === undefined || passEndsAt * 1000 < Date.now()) return { hint: t('pass.hint') };
  return { hint: t('pass.hint.until', { time: clockTime(passEndsAt, locale) }), hintIcon: 'clock' };
}

function PassActions({ busy }: { busy: boolean }): ReactNode {
  const { t, send } = useDesk();
  return (
    <div className="actions">
      <Action busy={busy}>{t(busy ? 'pass.busy' : 'action.continue')}</Action>
      {!busy && <Word onPress={() => send({ type: 'noPass' })}>{t('pass.none')}</Word>}
    </div>
  );
}
