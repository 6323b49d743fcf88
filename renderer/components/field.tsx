import { type ComponentPropsWithRef, type ReactNode, type RefObject, useEffect, useId, useRef } from 'react';
import type { RefusalNotice } from '../../electron/contract/refusal.ts';
import { Icon, type IconName } from './icons.tsx';
import { kindOf } from './keyboard/kind-of.ts';
import { useTypedInto } from './keyboard/typing.ts';
import { RefusalNote } from './refusal-note.tsx';

export interface FieldProps {
  readonly label: string;
  readonly hint: ReactNode;
  readonly hintIcon?: IconName;
  readonly hintTone?: 'good';
  /** What is wrong with what was typed; found here, before anything was sent. */
  readonly fault?: ReactNode;
  /** The fault is told while somebody types: the caret stays, and nothing is selected under their fingers. */
  readonly whileTyping?: boolean;
  readonly refusal?: RefusalNotice | undefined;
  /** What was typed is on its way: the field cannot be changed, but keeps the focus. */
  readonly busy?: boolean;
  readonly input: ComponentPropsWithRef<'input'> & {
    readonly 'data-entry': 'name' | 'code' | 'pin' | 'password';
  };
  readonly inputRef?: RefObject<HTMLInputElement | null>;
  /** Words beside the field, such as Show. */
  readonly beside?: ReactNode;
}

/** Label above, hint below; an error stands in the place of the hint and the focus goes back to the field. */
export function Field(props: FieldProps): ReactNode {
  const { label, fault, whileTyping = false, refusal, busy = false, input, beside } = props;
  const id = useId();
  const own = useRef<HTMLInputElement>(null);
  const field = props.inputRef ?? own;
  const wrong = Boolean(fault) || refusal !== undefined;
  useTypedInto(field, kindOf(input));
  useEffect(() => {
    if (!wrong || whileTyping) return;
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, [wrong, whileTyping, field]);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="entry">
        <input
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          dir="ltr"
          {...input}
          ref={field}
          id={id}
          readOnly={busy}
          aria-invalid={wrong && !busy}
          aria-describedby={`${id}-note`}
        />
        {beside}
      </div>
      <Note {...props} id={`${id}-note`} />
    </div>
  );
}

function Note({
  id,
  fault,
  refusal,
  busy,
  hint,
  hintIcon,
  hintTone,
}: FieldProps & { id: string }): ReactNode {
  if (refusal && !busy && !fault) return <RefusalNote refusal={refusal} id={id} />;
  if (fault) {
    return (
      <p className="hint" data-tone="bad" role="alert" id={id}>
        <Icon name="warning" />
        <span>{fault}</span>
      </p>
    );
  }
  const icon = hintTone === 'good' ? 'check' : hintIcon;
  return (
    <p className="hint" data-tone={hintTone} id={id}>
      {icon && <Icon name={icon} />}
      <span>{hint}</span>
    </p>
  );
}
