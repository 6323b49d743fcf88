import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react';
import type { Gate } from '../../../electron/contract/gate.ts';
import type { PageRefusal } from '../../../electron/contract/wire/sign-in-page.ts';
import { GATE_KEY_TEXT, TEXT } from './text.ts';

/** The one h1. It takes the focus where its screen has no field, so that a reader begins there. */
export function Heading({ children, focus = false }: { children: ReactNode; focus?: boolean }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${heading.current?.textContent ?? ''} · Latchkey`;
    if (focus) heading.current?.focus();
  }, [focus]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

/** What went wrong, what to do about it, and the code for IT. */
export function Refused({ refusal, id }: { refusal: PageRefusal; id?: string }): ReactNode {
  return (
    <div className="refused" role="alert" id={id}>
      <p className="refused-cause">{refusal.cause}</p>
      <p>
        {refusal.userAction}
        {refusal.retryAfter === undefined ? '' : ` ${TEXT.wait(refusal.retryAfter)}`}
      </p>
      {refusal.gates && <Asking gates={refusal.gates} />}
      <p className="refused-code mono">{TEXT.code(refusal.helpCode)}</p>
    </div>
  );
}

/** Which policies stand in the way, and what would open each. */
export function Asking({ gates }: { readonly gates: readonly Gate[] }): ReactNode {
  return (
    <div className="asking">
      <h2>{TEXT.whoAsks}</h2>
      <ul>
        {gates.map((gate) => (
          <li key={`${gate.id} ${gate.requires}`}>
            {gate.displayName}
            <span>{opens(gate)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function opens({ opens: keys }: Gate): string {
  return keys.length === 0 ? TEXT.opensNothing : TEXT.opens(keys.map((key) => GATE_KEY_TEXT[key]));
}

interface FieldProps {
  readonly label: string;
  readonly hint: string;
  readonly name: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly refusal: PageRefusal | undefined;
  readonly fault: string | undefined;
  readonly kind: 'name' | 'pass' | 'password' | 'code';
}

const KINDS = {
  name: { type: 'text', autoComplete: 'username webauthn', inputMode: 'email' },
  pass: { type: 'text', autoComplete: 'off', inputMode: 'text' },
  password: { type: 'password', autoComplete: 'current-password', inputMode: 'text' },
  code: { type: 'text', autoComplete: 'one-time-code', inputMode: 'numeric' },
} as const;

function useFaultFocus(wrong: unknown): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  // Mounting, and each new fault: the field is where the person has to go on.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fault is when, not what
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [wrong]);
  return field;
}

/** Label above, hint below; an error stands in the place of the hint and the focus goes back to the field. */
export function Field({ label, hint, name, value, onValue, refusal, fault, kind }: FieldProps): ReactNode {
  const id = useId();
  const field = useFaultFocus(refusal ?? fault);
  const [shown, setShown] = useState(false);
  const { type, autoComplete, inputMode } = KINDS[kind];
  const wrong = refusal !== undefined || fault !== undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="entry">
        <input
          ref={field}
          id={id}
          name={name}
          value={value}
          onChange={(event) => onValue(event.target.value)}
          type={shown ? 'text' : type}
          autoComplete={autoComplete}
          inputMode={inputMode}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          data-entry={kind === 'pass' || kind === 'code' ? 'code' : kind}
          aria-invalid={wrong}
          aria-describedby={`${id}-note`}
        />
        {kind === 'password' && (
          <button type="button" className="word" aria-pressed={shown} onClick={() => setShown(!shown)}>
            {shown ? TEXT.hide : TEXT.show}
            <span className="unseen"> {label}</span>
          </button>
        )}
      </div>
      <Note id={`${id}-note`} hint={hint} refusal={refusal} fault={fault} />
    </div>
  );
}

function Note({ id, hint, refusal, fault }: Pick<FieldProps, 'hint' | 'refusal' | 'fault'> & { id: string }) {
  if (refusal) return <Refused refusal={refusal} id={id} />;
  if (fault) {
    return (
      <p className="hint" data-tone="bad" role="alert" id={id}>
        {fault}
      </p>
    );
  }
  return (
    <p className="hint" id={id}>
      {hint}
    </p>
  );
}

/** The one filled action. It keeps the focus while it works, so it is not disabled. */
export function Action({
  children,
  busy,
  onPress,
}: {
  children: ReactNode;
  busy: boolean;
  onPress?: () => void;
}) {
  const press = (): void => {
    if (!busy) onPress?.();
  };
  return (
    <button type={onPress ? 'button' : 'submit'} className="action" aria-disabled={busy} onClick={press}>
      <span aria-live="polite">{busy ? TEXT.working : children}</span>
    </button>
  );
}

export function Word({ children, onPress }: { children: ReactNode; onPress: () => void }): ReactNode {
  return (
    <button type="button" className="word" onClick={onPress}>
      {children}
    </button>
  );
}
