import { type FormEvent, type ReactNode, useState } from 'react';
import type { AuthenticatorChoice } from '../../../electron/contract/view.ts';
import type { AuthenticatorName } from '../../../electron/contract/wire/provisioning.ts';
import { Action, Word } from '../../components/controls.tsx';
import { Heading } from '../../components/heading.tsx';
import { Icon, type IconName } from '../../components/icons.tsx';
import { RefusalNote } from '../../components/refusal-note.tsx';
import { StuckNote } from '../../components/stuck-note.tsx';
import { useDesk } from '../../desk.ts';
import type { ScreenProps } from '../screen-props.ts';
import { sortChoices } from './sort-choices.ts';

export function ChooseAuthenticator({ screen }: ScreenProps<'credential'>): ReactNode {
  const { t, send, refused } = useDesk();
  const { offered, absent } = sortChoices(screen.choices);
  const [picked, setPicked] = useState<AuthenticatorName | undefined>(offered[0]?.name);
  const refusal = refused ?? screen.refusal;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (picked) send({ type: 'chooseAuthenticator', authenticator: picked });
  };
  return (
    <form onSubmit={submit}>
      <Heading>{t(picked ? 'choose.title' : 'choose.none.title')}</Heading>
      {picked && <p className="lead">{t('choose.lead')}</p>}
      {picked && refusal && <RefusalNote refusal={refusal} alone />}
      {picked && (
        <fieldset className="choices" aria-label={t('choose.title')}>
          {offered.map((choice) => (
            <Choice
              key={choice.name}
              choice={choice}
              picked={choice.name === picked}
              onPick={() => setPicked(choice.name)}
            />
          ))}
        </fieldset>
      )}
      {!picked && refusal && <StuckNote refusal={refusal} startOver />}
      <Absent names={absent} />
      {picked && <ChooseActions picked={picked} />}
    </form>
  );
}

function ChooseActions({ picked }: { picked: AuthenticatorName }): ReactNode {
  const { t } = useDesk();
  const [open, setOpen] = useState(false);
  return (
    <>
      <div className="actions">
        <Action>{t('action.continue')}</Action>
        <Word onPress={() => setOpen(!open)} expanded={open}>
          {t('choose.promises')}
        </Word>
      </div>
      {open && <Promises of={picked} />}
    </>
  );
}

/** What a kind promises where it matters, in plain words. */
function Promises({ of }: { of: AuthenticatorName }): ReactNode {
  const { t } = useDesk();
  const rows = [
    [t('promise.stolen'), t(`promise.${of}.stolen`)],
    [t('promise.copied'), t(`promise.${of}.copied`)],
    [t('promise.forgotten'), t('promise.again')],
  ];
  return (
    <dl className="facts promises" aria-live="polite">
      {rows.map(([what, promise]) => (
        <div key={what} className="fact">
          <dt>{what}</dt>
          <dd>{promise}</dd>
        </div>
      ))}
    </dl>
  );
}

const ICONS = { platform: 'gesture', tpm: 'chip', software: 'file' } as const satisfies Record<
  AuthenticatorName,
  IconName
>;

interface ChoiceProps {
  readonly choice: AuthenticatorChoice;
  readonly picked: boolean;
  readonly onPick: () => void;
}

function Choice({ choice: { name, recommended }, picked, onPick }: ChoiceProps): ReactNode {
  const { t } = useDesk();
  return (
    <label className="choice">
      <input type="radio" name="authenticator" value={name} checked={picked} onChange={onPick} />
      <Icon name={ICONS[name]} />
      <span>
        {/* A space, or the last letter would join the first of the next word in Arabic. */}
        <span className="card-title">{t(`authenticator.${name}`)}</span>{' '}
        {recommended && <span className="tag">{t('choose.recommended')}</span>}
        <span className="card-body choice-why">{t(`authenticator.${name}.why`)}</span>
      </span>
    </label>
  );
}

function Absent({ names }: { names: readonly AuthenticatorName[] }): ReactNode {
  const { t, language } = useDesk();
  if (names.length === 0) return null;
  const list = new Intl.ListFormat(language).format(names.map((name) => t(`authenticator.${name}.short`)));
  return <p className="hint">{t('choose.absent', { names: list })}</p>;
}
