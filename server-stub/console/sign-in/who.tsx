import type { ReactNode } from 'react';
import { api } from './api.ts';
import { Word } from './parts.tsx';
import type { ScreenProps } from './screen-props.ts';
import { TEXT } from './text.ts';

/** Whose sign-in this is, with the way back. */
export function Who({ name, send }: ScreenProps): ReactNode {
  return (
    <p className="who">
      {name !== '' && <strong>{name}</strong>}
      <Word onPress={() => send(api.back)}>{TEXT.anotherName}</Word>
    </p>
  );
}

/** Beside the one action: the list again, where there is more than one way. */
export function OtherWays({ state, choose, send }: ScreenProps): ReactNode {
  return (
    <>
      {state.methods.length > 1 && <Word onPress={() => choose(undefined)}>{TEXT.anotherWay}</Word>}
      <Word onPress={() => send(api.cancel)}>{TEXT.cancel}</Word>
    </>
  );
}
