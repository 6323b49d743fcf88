import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { Action, Word, Working } from '../../components/controls.tsx';
import { Field } from '../../components/field.tsx';
import { Heading } from '../../components/heading.tsx';
import { ShowWord } from '../../components/show-word.tsx';
import { useDesk } from '../../desk.ts';
import type { ScreenProps } from '../screen-props.ts';
import { judgeNewPin, type NewPin, NOTHING_TYPED } from './judge-new-pin.ts';
import { pinHint, pinInput, repeatHint } from './pin-hints.ts';

/** A staged laptop at its first use: the PIN that IT set, then one of the person's own, twice. Whoever has no PIN begins again with a pass. */
export function OwnPinScreen({ screen }: ScreenProps<'own-pin'>): ReactNode {
  const desk = useDesk();
  const { t, send, company } = desk;
  const fields = {
    old: useRef<HTMLInputElement>(null),
    first: useRef<HTMLInputElement>(null),
    second: useRef<HTMLInputElement>(null),
  };
  const [shown, setShown] = useState(false);
  const [judged, setJudged] = useState<NewPin>(NOTHING_TYPED);
  const [pressed, setPressed] = useState(false);
  const typed = (name: keyof typeof fields): string => fields[name].current?.value ?? '';
  const look = (): void => {
    setPressed(false);
    setJudged(judgeNewPin(typed('first'), typed('second'), screen.pin));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setPressed(true);
    const missing =
      typed('old') === '' ? 'old' : judged.fault !== null ? 'first' : judged.same ? null : 'second';
    if (missing !== null) {
      fields[missing].current?.focus();
      return;
    }
    const pins = { oldPin: typed('old'), newPin: typed('first') };
    for (const { current } of Object.values(fields)) if (current) current.value = '';
    send({ type: 'changePin', ...pins });
    look();
  };
  const refusal = desk.refused ?? screen.refusal;
  const ofNew = refusal?.slug === 'pin_too_weak' || refusal?.slug === 'pin_unchanged';
  const untouched = judged.length === 0 ? refusal : undefined;
  const input = { ...pinInput(screen.pin, shown), onInput: look };
  return (
    <form onSubmit={submit} noValidate>
      <Heading>{t('own.title')}</Heading>
      <p className="lead">{t('own.lead', { company })}</p>
      <Field
        label={t('own.old')}
        hint={t('own.old.hint')}
        fault={pressed && typed('old') === '' && t('pin.missing')}
        refusal={ofNew ? undefined : untouched}
        inputRef={fields.old}
        input={{ ...input, autoComplete: 'current-password' }}
        beside={<ShowWord shown={shown} onPress={() => setShown(!shown)} />}
      />
      <div className="pair">
        <Field
          label={t('own.new')}
          {...pinHint(judged, screen.pin, pressed && typed('old') !== '', desk)}
          refusal={ofNew ? untouched : undefined}
          inputRef={fields.first}
          input={{ ...input, autoComplete: 'new-password' }}
        />
        <Field
          label={t('pin.repeat')}
          {...repeatHint(judged, pressed, desk)}
          inputRef={fields.second}
          input={{ ...input, autoComplete: 'new-password' }}
        />
      </div>
      {screen.busy ? (
        <Working>{t('own.working')}</Working>
      ) : (
        <div className="actions">
          <Action>{t('own.begin')}</Action>
          <Word onPress={() => send({ type: 'beginAgain' })}>{t('own.none')}</Word>
        </div>
      )}
    </form>
  );
}
