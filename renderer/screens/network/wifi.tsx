import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import type { WifiNetwork } from '../../../electron/contract/connection.ts';
import { Action, Word, Working } from '../../components/controls.tsx';
import { Field } from '../../components/field.tsx';
import { Heading } from '../../components/heading.tsx';
import { RefusalNote } from '../../components/refusal-note.tsx';
import { ShowWord } from '../../components/show-word.tsx';
import { useDesk } from '../../desk.ts';
import type { ScreenProps } from '../screen-props.ts';
import { WifiList } from './wifi-list.tsx';
import { firstPick, HIDDEN, isPassphrase } from './wifi-model.ts';

export function WifiScreen({ screen }: ScreenProps<'wifi'>): ReactNode {
  const { t } = useDesk();
  const { phase, networks } = screen;
  return (
    <>
      <Heading>{t('wifi.title')}</Heading>
      <p className="lead">{t('wifi.lead')}</p>
      {phase === 'looking' && networks.length === 0 ? (
        <Working>{t('wifi.looking')}</Working>
      ) : (
        <Choose screen={screen} />
      )}
    </>
  );
}

function Choose({ screen }: ScreenProps<'wifi'>): ReactNode {
  const { t, send, refused } = useDesk();
  const { phase, networks, network, refusal } = screen;
  const [touched, setTouched] = useState<string | null>(null);
  const picked = touched ?? network ?? firstPick(networks) ?? HIDDEN;
  const chosen = networks.find(({ id }) => id === picked);
  const busy = phase !== 'list';
  const told = refused ?? refusal;
  // A wrong password is said under its field, everything else above the list.
  const underField = told?.slug === 'wifi_passphrase_wrong' && picked === network;
  return (
    <>
      {networks.length === 0 && <p className="hint">{t('wifi.none')}</p>}
      {told && !underField && <RefusalNote refusal={told} alone />}
      <WifiList networks={networks} picked={picked} busy={phase === 'joining'} onPick={setTouched} />
      <Join
        key={picked}
        chosen={chosen}
        joining={phase === 'joining'}
        refusal={underField ? told : undefined}
        again={<Word onPress={() => !busy && send({ type: 'openWifi' })}>{t('wifi.again')}</Word>}
      />
      {phase === 'looking' && <Working>{t('wifi.looking')}</Working>}
    </>
  );
}

interface JoinProps {
  /** Absent: one that tells nobody its name. */
  readonly chosen: WifiNetwork | undefined;
  readonly joining: boolean;
  readonly refusal: Parameters<typeof RefusalNote>[0]['refusal'] | undefined;
  readonly again: ReactNode;
}

/** Name and password as far as the network asks for them. What is typed lives in the fields alone and is gone once it is sent. */
function Join({ chosen, joining, refusal, again }: JoinProps): ReactNode {
  const { t, send } = useDesk();
  const name = useRef<HTMLInputElement>(null);
  const passphrase = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(false);
  const [fault, setFault] = useState(false);
  const enterprise = chosen?.security === 'enterprise';
  const secret = chosen === undefined || chosen.security === 'passphrase';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const typed = passphrase.current?.value ?? '';
    const bad = secret && !isPassphrase(typed) && !(chosen === undefined && typed === '');
    setFault(bad);
    if (bad || joining || (chosen === undefined && !name.current?.value)) return;
    if (passphrase.current) passphrase.current.value = '';
    send({
      type: 'joinWifi',
      ...(chosen ? { network: chosen.id } : { name: name.current?.value ?? '' }),
      ...(typed !== '' && { passphrase: typed }),
    });
  };
  return (
    <form onSubmit={submit} noValidate>
      {chosen === undefined && (
        <Field
          label={t('wifi.name')}
          hint={t('wifi.name.hint')}
          busy={joining}
          inputRef={name}
          input={{ 'data-entry': 'name', autoComplete: 'off', maxLength: 32 }}
        />
      )}
      {secret && (
        <Field
          label={t('wifi.passphrase')}
          hint={t('wifi.passphrase.hint')}
          fault={fault && t('wifi.passphrase.fault')}
          refusal={refusal}
          busy={joining}
          inputRef={passphrase}
          input={{
            'data-entry': 'password',
            type: shown ? 'text' : 'password',
            autoComplete: 'off',
            maxLength: 64,
            onInput: () => setFault(false),
          }}
          beside={<ShowWord shown={shown} onPress={() => setShown(!shown)} />}
        />
      )}
      <div className="actions">
        {!enterprise && <Action busy={joining}>{t(joining ? 'wifi.joining' : 'wifi.join')}</Action>}
        {!joining && again}
      </div>
    </form>
  );
}
