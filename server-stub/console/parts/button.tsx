import type { ReactNode } from 'react';
import { Spinner } from '../../../renderer/components/icons.tsx';

interface ButtonProps {
  readonly children: ReactNode;
  /** Absent: it submits its form. */
  readonly onPress?: () => void;
  readonly kind?: 'first' | 'plain' | 'bad';
  /** Work is under way; pressing does nothing. It keeps the focus, so it is not disabled. */
  readonly busy?: boolean;
}

export function Button({ children, onPress, kind = 'plain', busy = false }: ButtonProps): ReactNode {
  const press = (event: { preventDefault(): void }): void => {
    if (busy) event.preventDefault();
    else onPress?.();
  };
  return (
    <button
      type={onPress ? 'button' : 'submit'}
      className="button"
      data-kind={kind}
      aria-disabled={busy}
      onClick={press}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}

export function Word({
  children,
  onPress,
  expanded,
}: {
  readonly children: ReactNode;
  readonly onPress: () => void;
  /** Whether what it opens is open; absent where it opens nothing. */
  readonly expanded?: boolean;
}): ReactNode {
  return (
    <button type="button" className="word" aria-expanded={expanded} onClick={onPress}>
      {children}
    </button>
  );
}
