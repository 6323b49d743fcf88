import type { FormEvent, ReactNode } from 'react';
import { completionsOf } from '../../../electron/contract/user-name.ts';
import { Action, Word } from '../../components/controls.tsx';
import { Field } from '../../components/field.tsx';
import { Heading } from '../../components/heading.tsx';
import { useDesk } from '../../desk.ts';
import type { Text } from '../../text/translate.ts';
import type { ScreenProps } from '../screen-props.ts';
import { type AccountEntry, type EntryFault, type Question, useAccountEntry } from './use-account-entry.ts';

export function AccountScreen({ screen }: ScreenProps<'account'>): ReactNode {
  const { t, send, refused } = useDesk();
  const { busy, domains, refusal } = screen;
  const entry = useAccountEntry({
    busy,
    first: screen.userPrincipalName ?? '',
    domains,
    send: (userPrincipalName) => send({ type: 'submitAccount', userPrincipalName }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    entry.submit();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Heading>{t('account.title')}</Heading>
      <p className="lead">{t('account.lead')}</p>
      <Field
        label={t('account.label')}
        hint={<Hint entry={entry} domains={domains} />}
        fault={entry.fault && faultText(entry.fault, t)}
        refusal={refused ?? refusal}
        busy={busy}
        inputRef={entry.input}
        input={{
          'data-entry': 'name',
          // Not `email`: such a field tells nobody where its caret is, and the keyboard on the screen has to know.
          type: 'text',
          inputMode: 'email',
          autoComplete: 'username',
          maxLength: 320,
          value: entry.typed,
          onChange: (event) => entry.change(event.target.value),
        }}
      />
      {!busy && <Ways ways={completionsOf(entry.typed, domains)} onTake={entry.take} />}
      {entry.question && <DidYouMean question={entry.question} onTake={entry.take} />}
      <div className="actions">
        <Action busy={busy}>{t(busy ? 'account.busy' : 'action.continue')}</Action>
      </div>
    </form>
  );
}

function faultText(fault: EntryFault, t: Text['t']): string {
  return fault.of === 'scan' ? t(`pass.${fault.why}`) : t(`account.${fault.why}`);
}

/** With what name it goes on, before it is sent. */
function Hint({
  entry,
  domains,
}: {
  readonly entry: AccountEntry;
  readonly domains: readonly string[];
}): ReactNode {
  const { t, rich } = useDesk();
  const { reading, typed, scanned } = entry;
  if (reading.ok && reading.name !== typed.trim()) return rich('account.completed', { name: reading.name });
  if (scanned && typed === '') return t('account.scanned');
  return t('account.hint', { domain: domains[0] ?? 'company.example' });
}

interface WaysProps {
  readonly ways: readonly string[];
  readonly onTake: (name: string) => void;
}

/** Few enough to be seen at once. */
const WAYS = 4;

/** Ways to finish the address, as buttons below the field: for fingers, for Tab, and for who hears them. */
function Ways({ ways, onTake }: WaysProps): ReactNode {
  const { t } = useDesk();
  if (ways.length === 0) return null;
  return (
    <ul className="ways" aria-label={t('account.ways')}>
      {ways.slice(0, WAYS).map((name) => (
        <li key={name}>
          <button type="button" className="pill" aria-label={name} onClick={() => onTake(name)}>
            <bdi dir="ltr">{name.slice(name.indexOf('@'))}</bdi>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface DidYouMeanProps {
  readonly question: Question;
  readonly onTake: (name: string) => void;
}

/** Not red: the domain may be right. */
function DidYouMean({ question, onTake }: DidYouMeanProps): ReactNode {
  const { t, rich, company } = useDesk();
  const { name, meant } = question;
  return (
    <div className="card doubt" role="status">
      <div>
        <p>{rich('account.doubt', { name: meant })}</p>
        <p className="small">{t('account.doubt.why', { company, domain: name.slice(name.indexOf('@')) })}</p>
        <Word onPress={() => onTake(meant)}>{t('account.doubt.yes')}</Word>
      </div>
    </div>
  );
}
