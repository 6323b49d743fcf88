import { type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { useDesk } from '../desk.ts';
import { Word } from './controls.tsx';
import { KeyboardWord } from './keyboard/keyboard-word.tsx';
import { useTypedOver } from './keyboard/typing.ts';

interface SidePanelProps {
  readonly title: string;
  /** It is shut, and the focus is back where it was. */
  readonly onShut: () => void;
  /** The inside is given the way to shut it. */
  readonly children: (shut: () => void) => ReactNode;
}

/** A modal dialog over the paper: the browser keeps the focus inside, shuts it on Esc and gives the focus back. */
export function SidePanel({ title, onShut, children }: SidePanelProps): ReactNode {
  const { t } = useDesk();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  useTypedOver(dialog);
  const shut = (): void => dialog.current?.close();
  // A click beside the panel lands on the dialog itself: that is its backdrop.
  const onClick = (event: MouseEvent): void => {
    if (event.target === dialog.current) shut();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog without any code.
    <dialog className="side" ref={dialog} aria-labelledby={id} onClick={onClick} onClose={onShut}>
      <div className="side-inside">
        <div className="side-head">
          <h2 id={id}>{title}</h2>
          <div className="panel-words">
            <KeyboardWord inPanel />
            <Word onPress={shut}>{t('action.close')}</Word>
          </div>
        </div>
        {children(shut)}
      </div>
    </dialog>
  );
}
