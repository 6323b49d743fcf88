import type { ReactNode } from 'react';
import { Spinner } from './icons.tsx';

interface ActionProps {
  readonly children: ReactNode;
  /** Absent: it submits its form. */
  readonly onPress?: () => void;
  /** Work is under way: the words say which, and pressing does nothing. It keeps the focus, so it is not disabled. */
  readonly busy?: boolean;
}

/** The one filled action of a screen. */
export function Action({ children, onPress, busy = false }: ActionProps): ReactNode {
  const press = (): void => {
    if (!busy) onPress?.();
  };
  return (
    <button type={onPress ? 'button' : 'submit'} className="action" aria-disabled={busy} onClick={press}>
      {busy && <Spinner />}
      <span aria-live="polite">{children}</span>
    </button>
  );
}

/** Another way out: underlined words. */
export function Word({
  children,
  onPress,
  expanded,
}: {
  children: ReactNode;
  onPress: () => void;
  expanded?: boolean;
}): ReactNode {
  return (
    <button type="button" className="word" aria-expanded={expanded} onClick={onPress}>
      {children}
    </button>
  );
}

interface PillsProps<Value extends string> {
  readonly label: string;
  readonly name: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly lang?: string }[];
  readonly onPick: (value: Value) => void;
}

/** One of a few, all in sight. */
export function Pills<Value extends string>({
  label,
  name,
  value,
  options,
  onPick,
}: PillsProps<Value>): ReactNode {
  return (
    <fieldset className="pills">
      <legend className="group-label">{label}</legend>
      <div className="pills-row">
        {options.map((option) => (
          <label key={option.value} className="pill" lang={option.lang}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onPick(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Work that nobody has to press anything for: what it is and how long it takes. */
export function Working({ children }: { children: ReactNode }): ReactNode {
  return (
    <p className="working" role="status">
      <Spinner />
      <span>{children}</span>
    </p>
  );
}
