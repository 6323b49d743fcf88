import type { ReactNode } from 'react';
import { Word } from '../../components/controls.tsx';
import { useDirectoryNow } from '../../components/directory-clock.ts';
import { Field } from '../../components/field.tsx';
import { Heading } from '../../components/heading.tsx';
import { HeldAction, useHeldFor } from '../../components/held-action.tsx';
import { ShowWord } from '../../components/show-word.tsx';
import { useDesk } from '../../desk.ts';
import { clockTime } from '../../text/moment.ts';
import type { ScreenProps } from '../screen-props.ts';
import { usePassEntry } from './use-pass-entry.ts';

export function PassScreen({ screen }: ScreenProps<'pass'>): ReactNode {
  const { t, rich, send, refused } = useDesk();
  const { busy, userPrincipalName: name, refusal } = screen;
  const heldFor = useHeldFor(refusal);
  const entry = usePassEntry({
    busy,
    held: heldFor > 0,
    userPrincipalName: name,
    send: (pass) => send({ type: 'submitPass', pass }),
  });
  return (
    <form onSubmit={entry.submit} noValidate>
      <Heading>{t('pass.title')}</Heading>
      <p className="lead">{rich('pass.lead', { name })}</p>
      <Field
        label={t('pass.label')}
        {...useHint()}
        fault={entry.fault && t(`pass.${entry.fault.fault}`, { name: entry.fault.theirs })}
        refusal={refused ?? refusal}
        busy={busy}
        inputRef={entry.input}
        input={{
          'data-entry': 'code',
          type: entry.shown ? 'text' : 'password',
          autoComplete: 'off',
          maxLength: 320,
          onInput: entry.onInput,
          onPaste: entry.onPaste,
        }}
        beside={<ShowWord shown={entry.shown} onPress={entry.toggle} />}
      />
      <div className="actions">
        <HeldAction busy={busy} heldFor={heldFor}>
          {t(busy ? 'pass.busy' : 'action.continue')}
        </HeldAction>
        {!busy && <Word onPress={() => send({ type: 'noPass' })}>{t('pass.none')}</Word>}
      </div>
    </form>
  );
}

/** How long the pass is good, once that is known and has not gone by. */
function useHint(): { readonly hint: string; readonly hintIcon?: 'clock' } {
  const { view, t, locale } = useDesk();
  const now = useDirectoryNow();
  const { passEndsAt } = view;
  if (passEndsAt === undefined || passEndsAt < now) return { hint: t('pass.hint') };
  return { hint: t('pass.hint.until', { time: clockTime(passEndsAt, locale) }), hintIcon: 'clock' };
}
