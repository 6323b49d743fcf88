import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { afterKey, type Board, boardFor, type FieldKind, type Key } from './board.ts';
import { KeyButton } from './key-button.tsx';
import type { Scripts } from './layout.ts';
import { isMove, keyAfter } from './move-focus.ts';
import { type PlacedKey, placeKeys } from './place-keys.ts';

interface KeysProps {
  readonly kind: FieldKind;
  readonly scripts: Scripts;
  readonly onPress: (key: Key, byPointer: boolean) => void;
}

/** Where a key lies: the same place is the same button, whatever stands on it. */
const placeOf = ({ row, column }: PlacedKey): string => `${row} ${column}`;

/**
 * The keys: one stop of the Tab key, within which the arrows go from key to key, so that a switch or a keyboard without
 * letters can use them as well as a finger.
 */
export function Keys({ kind, scripts, onPress }: KeysProps): ReactNode {
  const [board, setBoard] = useState<Board>(() => boardFor(kind));
  const [stop, setStop] = useState<string | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const { keys, columns } = placeKeys(board, kind, scripts);
  const atStop = keys.find((placed) => placeOf(placed) === stop) ?? keys[0];
  const press = (key: Key, byPointer: boolean): void => {
    setBoard((before) => afterKey(before, key));
    onPress(key, byPointer);
  };
  const move = (event: KeyboardEvent, from: PlacedKey): void => {
    if (!isMove(event.key)) return;
    event.preventDefault();
    const to = placeOf(keyAfter(keys, from, event.key));
    setStop(to);
    grid.current?.querySelector<HTMLButtonElement>(`[data-place="${to}"]`)?.focus();
  };
  const { language } = board.layer === 'letters' ? scripts[board.script] : scripts.own;
  return (
    // The keys lie as on a keyboard of plastic, which no language turns round. The mouse does not take the caret away.
    <div
      className="keys"
      ref={grid}
      dir="ltr"
      data-kind={kind === 'digits' ? 'digits' : 'letters'}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
    >
      {keys.map((placed) => (
        <KeyButton
          key={placeOf(placed)}
          placed={placed}
          place={placeOf(placed)}
          board={board}
          scripts={scripts}
          language={language}
          stop={placed === atStop}
          onFocus={() => setStop(placeOf(placed))}
          onMove={(event) => move(event, placed)}
          onPress={press}
        />
      ))}
    </div>
  );
}
