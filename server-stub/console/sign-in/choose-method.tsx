import type { ReactNode } from 'react';
import { api } from './api.ts';
import { Heading, Refused, Word } from './parts.tsx';
import type { ScreenProps } from './screen-props.ts';
import { METHOD_TEXT, TEXT } from './text.ts';
import { Who } from './who.tsx';

/** The ways that are open, one a row. */
export function ChooseMethod(props: ScreenProps): ReactNode {
  const { state, refusal, choose, send } = props;
  const second = state.screen === 'second';
  return (
    <>
      <Heading focus>{second ? TEXT.secondTitle : TEXT.chooseTitle}</Heading>
      <Who {...props} />
      {second && <p className="lead">{TEXT.secondLead}</p>}
      {refusal && <Refused refusal={refusal} />}
      <ul className="ways">
        {state.methods.map((method) => (
          <li key={method}>
            <button type="button" className="way" onClick={() => choose(method)}>
              <strong>{METHOD_TEXT[method].name}</strong>
              <span>{METHOD_TEXT[method].about}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="actions">
        <Word onPress={() => send(api.cancel)}>{TEXT.cancel}</Word>
      </div>
    </>
  );
}
