import { type ReactNode, useEffect, useRef } from 'react';
import { api } from './api.ts';
import { Action, Asking, Heading, Refused } from './parts.tsx';
import type { ScreenProps } from './screen-props.ts';
import { TEXT } from './text.ts';
import { OtherWays, Who } from './who.tsx';

/** Milliseconds between two looks, as at the challenge endpoint. */
const INTERVAL = 5000;
const LOOP_CODE = 'LK-2417';

/** The MFA loop: who asks, what helps, and the page goes on by itself once it does. */
export function Loop(props: ScreenProps): ReactNode {
  const { state, send } = props;
  const latest = useRef(send);
  latest.current = send;
  useEffect(() => {
    const timer = setInterval(() => latest.current(api.again), INTERVAL);
    return () => clearInterval(timer);
  }, []);
  const asking = (state.gates ?? []).filter((gate) => !gate.satisfied && !gate.reportOnly);
  return (
    <>
      <Heading focus>{TEXT.loopTitle}</Heading>
      <Who {...props} />
      <p className="lead">{TEXT.loopLead}</p>
      <p className="told">{TEXT.loopHelp}</p>
      <p className="told-code mono">{LOOP_CODE}</p>
      {asking.length > 0 && <Asking gates={asking} />}
      <p className="small">{TEXT.loopGoesOn}</p>
      <div className="actions">
        <OtherWays {...props} />
      </div>
    </>
  );
}

/** Signs in elsewhere, and has no pass that would win over that. */
export function Federated(props: ScreenProps): ReactNode {
  return (
    <>
      <Heading focus>{TEXT.federatedTitle}</Heading>
      <Who {...props} />
      <p className="lead">{TEXT.federatedLead}</p>
      <p className="told">{TEXT.federatedHelp}</p>
      <div className="actions">
        <OtherWays {...props} />
      </div>
    </>
  );
}

/** Signed in already: does this program of one's own get in? */
export function Confirm({ state, refusal, busy, send }: ScreenProps): ReactNode {
  return (
    <>
      <Heading focus>{TEXT.confirmTitle(state.application)}</Heading>
      <p className="lead">
        {TEXT.confirmLead} <strong>{state.account}</strong>.
      </p>
      <p className="told">{TEXT.confirmWarning}</p>
      {refusal && <Refused refusal={refusal} />}
      <div className="actions">
        <Action busy={busy} onPress={() => send(api.confirm)}>
          {TEXT.confirmAction}
        </Action>
        <button type="button" className="word" onClick={() => send(api.cancel)}>
          {TEXT.cancel}
        </button>
      </div>
    </>
  );
}

/** Finished, expired, or begun in another browser. */
export function Closed({ refusal }: Pick<ScreenProps, 'refusal'>): ReactNode {
  return (
    <>
      <Heading focus>{TEXT.closedTitle}</Heading>
      <p className="lead">{TEXT.closedLead}</p>
      {refusal && <p className="refused-code mono">{TEXT.code(refusal.helpCode)}</p>}
      <div className="actions">
        <a className="word" href="/security-info/">
          {TEXT.closedAction}
        </a>
      </div>
    </>
  );
}
