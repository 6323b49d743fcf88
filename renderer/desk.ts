import { createContext, useContext } from 'react';
import type { RefusalNotice } from '../electron/contract/refusal.ts';
import type { View } from '../electron/contract/view.ts';
import type { Send } from './bridge.ts';
import type { Text } from './text/translate.ts';

/** What every part of a screen may reach for. */
export interface Desk extends Text {
  readonly view: View;
  readonly send: Send;
  /** Name of the company, or the words for it while it is not known. */
  readonly company: string;
  /** Tags of the languages that are offered. */
  readonly languages: readonly string[];
  /** Opens the help panel, from wherever somebody is stuck. */
  readonly openHelp: () => void;
  /** A command that was not taken. */
  readonly refused: RefusalNotice | null;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new TypeError('useDesk outside of the frame');
  return desk;
}
