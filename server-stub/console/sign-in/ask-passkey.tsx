import { startAuthentication } from '@simplewebauthn/browser';
import { type ReactNode, useState } from 'react';
import type { PageAnswer } from '../../../electron/contract/wire/sign-in-page.ts';
import { api } from './api.ts';
import { Action, Heading, Refused } from './parts.tsx';
import type { ScreenProps } from './screen-props.ts';
import { TEXT } from './text.ts';
import { OtherWays, Who } from './who.tsx';

/** A challenge of this sign-in, answered by the browser. `undefined` where the person or the browser stopped it. */
async function ceremony(): Promise<PageAnswer | undefined> {
  const { publicKey, ...rest } = await api.options();
  if (!publicKey) return rest;
  try {
    const { timeout, challenge, rpId, userVerification, allowCredentials } = publicKey;
    const allowed = allowCredentials.map(({ id }) => ({ id, type: 'public-key' as const }));
    const optionsJSON = { challenge, rpId, timeout, userVerification, allowCredentials: allowed };
    return await api.answer({ passkey: { ...(await startAuthentication({ optionsJSON })) } });
  } catch (thrown) {
    // Not used, not there, refused by the browser: all the same to the person, who may try again or go another way.
    if (thrown instanceof Error && thrown.name !== 'TypeError') return undefined;
    throw thrown;
  }
}

export function AskPasskey(props: ScreenProps): ReactNode {
  const { state, refusal, busy, send } = props;
  const [stopped, setStopped] = useState(false);
  const use = (): void => {
    setStopped(false);
    send(async () => {
      const answer = await ceremony();
      if (!answer) setStopped(true);
      return answer ?? { state };
    });
  };
  return (
    <>
      <Heading focus>{TEXT.passkeyTitle}</Heading>
      <Who {...props} />
      <p className="lead">{TEXT.passkeyLead}</p>
      {refusal && <Refused refusal={refusal} />}
      {stopped && (
        <p className="hint" data-tone="bad" role="alert">
          {TEXT.passkeyStopped}
        </p>
      )}
      <div className="actions">
        <Action busy={busy} onPress={use}>
          {TEXT.passkeyAction}
        </Action>
        <OtherWays {...props} />
      </div>
    </>
  );
}
