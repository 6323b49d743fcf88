import type { PinFault } from '../../../electron/contract/pin.ts';
import type { PinPolicy } from '../../../electron/contract/wire/provisioning.ts';
import type { FieldProps } from '../../components/field.tsx';
import type { Text } from '../../text/translate.ts';
import type { NewPin } from './judge-new-pin.ts';

type Hint = Pick<FieldProps, 'hint' | 'hintTone' | 'fault' | 'whileTyping'>;

/** Too short is where every PIN begins: no fault until somebody presses Continue. */
const BEGINNING: PinFault = 'too_short';

function sentence(fault: PinFault, judged: NewPin, policy: PinPolicy, { t }: Text): string {
  const { minimumLength, maximumLength } = policy;
  return t(`pin.fault.${fault}`, { missing: minimumLength - judged.length, maximum: maximumLength });
}

export function pinHint(judged: NewPin, policy: PinPolicy, pressed: boolean, text: Text): Hint {
  const { t } = text;
  if (judged.length === 0) return pressed ? { hint: '', fault: t('pin.missing') } : { hint: t('pin.hint') };
  if (judged.fault === null) return { hint: t('pin.good'), hintTone: 'good' };
  const words = sentence(judged.fault, judged, policy, text);
  if (judged.fault === BEGINNING && !pressed) return { hint: words };
  return { hint: '', fault: words, whileTyping: !pressed };
}

export function repeatHint(judged: NewPin, pressed: boolean, { t }: Text): Hint {
  if (judged.fault !== null) return { hint: t('pin.hint.repeat') };
  if (judged.same === true) return { hint: t('pin.same'), hintTone: 'good' };
  if (judged.same !== false && !pressed) return { hint: t('pin.hint.repeat') };
  return { hint: '', fault: t('pin.different'), whileTyping: !pressed };
}

/** A field for a PIN of this policy. */
export function pinInput(policy: PinPolicy, shown: boolean) {
  return {
    'data-entry': 'pin',
    type: shown ? 'text' : 'password',
    inputMode: policy.digitsOnly ? 'numeric' : 'text',
    maxLength: policy.maximumLength,
  } as const satisfies FieldProps['input'];
}
