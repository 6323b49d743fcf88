import { type ReactNode, useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';
import type { ApiFailure } from '../client/api.ts';
import { useAct } from '../client/use-load.ts';
import { COMMON } from '../text/everywhere.ts';
import { Button, Word } from './button.tsx';
import { FailureNote } from './note.tsx';

/** A question in front of the page. The browser keeps the focus in it, gives it back afterwards, and knows Escape. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    heading.current?.focus();
    return () => shown?.close();
  }, []);
  // What a question shows, a pass maybe, is gone when the page is left: browsers keep pages to come back to.
  useEffect(() => {
    addEventListener('pagehide', onClose);
    return () => removeEventListener('pagehide', onClose);
  }, [onClose]);
  return createPortal(
    <dialog ref={dialog} className="dialog" aria-labelledby={id} onCancel={onClose} onClose={onClose}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </dialog>,
    document.body,
  );
}

interface ConfirmProps {
  readonly title: string;
  /** What happens then. */
  readonly children: ReactNode;
  readonly yes: string;
  readonly work: () => Promise<void>;
  readonly onDone: () => void;
  readonly onClose: () => void;
  /** Some refusals have a way on of their own. */
  readonly explain?: (failure: ApiFailure) => ReactNode;
}

/** Nothing is destroyed by one press. */
export function Confirm({ title, children, yes, work, onDone, onClose, explain }: ConfirmProps): ReactNode {
  const { busy, failure, act } = useAct();
  const confirm = (): void =>
    void act(async () => {
      await work();
      onDone();
    });
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{children}</p>
      {failure && (explain?.(failure) ?? <FailureNote failure={failure} />)}
      <div className="dialog-acts">
        <Button kind="bad" busy={busy} onPress={confirm}>
          {yes}
        </Button>
        <Word onPress={onClose}>{COMMON.cancel}</Word>
      </div>
    </Dialog>
  );
}
