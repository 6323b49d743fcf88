import type { KeyboardEvent, ReactNode } from 'react';
import { useDesk } from '../../desk.ts';
import { Icon, type IconName } from '../icons.tsx';
import type { Board, Key } from './board.ts';
import type { Scripts } from './layout.ts';
import type { PlacedKey } from './place-keys.ts';
import { signName } from './symbols.ts';
import { usePress } from './use-press.ts';

interface KeyButtonProps {
  readonly placed: PlacedKey;
  readonly place: string;
  readonly board: Board;
  readonly scripts: Scripts;
  /** Of the letters. */
  readonly language: string;
  /** The one key that the Tab key reaches. */
  readonly stop: boolean;
  readonly onFocus: () => void;
  readonly onMove: (event: KeyboardEvent) => void;
  readonly onPress: (key: Key, byPointer: boolean) => void;
}

export function KeyButton(props: KeyButtonProps): ReactNode {
  const { placed, place, board, stop, onFocus, onMove, onPress } = props;
  const { key, row, column, span, tall } = placed;
  const letter = key.does === 'write' && key.text !== ' ';
  return (
    <button
      type="button"
      className="key"
      tabIndex={stop ? 0 : -1}
      data-place={place}
      data-does={letter ? 'write' : key.does === 'write' ? 'space' : key.does}
      data-shift={key.does === 'shift' ? board.shift : undefined}
      lang={letter ? props.language : undefined}
      style={{ gridColumn: `${column} / span ${span}`, gridRow: `${row} / span ${tall}` }}
      aria-label={useName(props)}
      aria-pressed={key.does === 'shift' ? board.shift !== 'off' : undefined}
      onFocus={onFocus}
      onKeyDown={onMove}
      {...usePress(key, onPress)}
    >
      <Face {...props} />
    </button>
  );
}

/** Letters stand for the letters that a key leads to. */
function faceOf(does: 'letters' | 'script', { script }: Board, scripts: Scripts): string {
  const other = script === 'own' ? 'latin' : 'own';
  return scripts[does === 'letters' ? script : other].face;
}

/** What a reader says; absent where it says what stands on the key. */
function useName({ placed: { key }, board, scripts }: KeyButtonProps): string | undefined {
  const { t } = useDesk();
  switch (key.does) {
    case 'write': {
      const sign = signName(key.text);
      return sign && t(`keyboard.sign.${sign}`);
    }
    case 'shift':
      return t(board.shift === 'locked' ? 'keyboard.shift.locked' : 'keyboard.shift');
    // What stands on it is part of its name, for whoever speaks to the laptop.
    case 'script':
      return `${t(board.script === 'own' ? 'keyboard.latin' : 'keyboard.own')} ${faceOf(key.does, board, scripts)}`;
    case 'letters':
      return `${t('keyboard.letters')} ${faceOf(key.does, board, scripts)}`;
    case 'symbols':
    case 'erase':
    case 'enter':
    case 'hide':
      return t(`keyboard.${key.does}`);
  }
}

const ICONS = { erase: 'erase', shift: 'shift', enter: 'enter', hide: 'hide' } as const satisfies Partial<
  Record<Key['does'], IconName>
>;

/** Marks over and under letters stand on a circle, as in tables of characters. */
const MARK = /^\p{M}$/u;

function Face({ placed: { key }, board, scripts }: KeyButtonProps): ReactNode {
  const { t } = useDesk();
  switch (key.does) {
    case 'write':
      if (key.text === ' ') return t('keyboard.space');
      return MARK.test(key.text) ? `\u25CC${key.text}` : key.text;
    case 'symbols':
      return '!?#';
    case 'letters':
    case 'script':
      return faceOf(key.does, board, scripts);
    case 'shift':
      return <Icon name={board.shift === 'locked' ? 'shiftLocked' : 'shift'} />;
    case 'erase':
    case 'enter':
    case 'hide':
      return <Icon name={ICONS[key.does]} />;
  }
}
