import { type FormEvent, type ReactNode, type RefObject, useRef, useState } from 'react';
import type { PinPolicy } from '../../../electron/contract/wire/provisioning.ts';
import { Action, Word } from '../../components/controls.tsx';
import { Field } from '../../components/field.tsx';
import { Heading } from '../../components/heading.tsx';
import { ShowWord } from '../../components/show-word.tsx';
import { useDesk } from '../../desk.ts';
import type { ScreenProps } from '../screen-props.ts';
import { type NewPin as Judged, judgeNewPin, NOTHING_TYPED } from './judge-new-pin.ts';
import { pinHint, pinInput, repeatHint } from './pin-hints.ts';

/** Typed twice, judged while typing. The digits stay in the two fields; only the judgement is kept. */
export function NewPin({ screen }: ScreenProps<'credential'>): ReactNode {
  const desk = useDesk();
  const { t, send, refused } = desk;
  const [first, second] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  const [shown, setShown] = useState(false);
  const [judged, setJudged] = useState<Judged>(NOTHING_TYPED);
  const [pressed, setPressed] = useState(false);
  const look = (): void => {
    setPressed(false);
    setJudged(judgeNewPin(first.current?.value ?? '', second.current?.value ?? '', screen.pin));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setPressed(true);
    const good = judged.fault === null && judged.same === true;
    if (!good) {
      (judged.fault === null ? second : first).current?.focus();
      return;
    }
    send({ type: 'submitPin', pin: takeOut(first, second) });
    look();
  };
  const input = { ...pinInput(screen.pin, shown), autoComplete: 'new-password', onInput: look };
  return (
    <form onSubmit={submit} noValidate>
      <Heading>{t('pin.title')}</Heading>
      <p className="lead">{t(leadKey(screen.pin), { minimum: screen.pin.minimumLength })}</p>
      <Field
        label={t('pin.label')}
        {...pinHint(judged, screen.pin, pressed, desk)}
        refusal={judged.length === 0 ? (refused ?? screen.refusal) : undefined}
        inputRef={first}
        input={input}
        beside={<ShowWord shown={shown} onPress={() => setShown(!shown)} />}
      />
      <Field label={t('pin.repeat')} {...repeatHint(judged, pressed, desk)} inputRef={second} input={input} />
      <PinActions />
    </form>
  );
}

function leadKey(policy: PinPolicy): 'pin.lead.digits' | 'pin.lead.characters' {
  return policy.digitsOnly ? 'pin.lead.digits' : 'pin.lead.characters';
}

/** The PIN leaves the fields at the moment in which it is sent. */
function takeOut(...fields: readonly RefObject<HTMLInputElement | null>[]): string {
  const pin = fields[0]?.current?.value ?? '';
  for (const { current } of fields) if (current) current.value = '';
  return pin;
}

function PinActions(): ReactNode {
  const { t } = useDesk();
  const [why, setWhy] = useState(false);
  return (
    <>
      <div className="actions">
        <Action>{t('action.continue')}</Action>
        <Word onPress={() => setWhy(!why)} expanded={why}>
          {t('pin.why')}
        </Word>
      </div>
      {why && <p className="disclosed">{t('pin.why.text')}</p>}
    </>
  );
}
