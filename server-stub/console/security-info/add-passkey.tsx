import { browserSupportsWebAuthn, startRegistration, WebAuthnError } from '@simplewebauthn/browser';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useAct } from '../client/use-load.ts';
import { Button, Word } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/fields.tsx';
import type { Desk } from '../parts/gatekeeper.tsx';
import { Note } from '../parts/note.tsx';
import { EN } from '../text/en.ts';
import { COMMON } from '../text/everywhere.ts';
import { explainFor } from './fresh.tsx';

const T = EN.own.passkey;
const PATH = '/v1.0/me/authentication/fido2Methods';
type OptionsJson = Parameters<typeof startRegistration>[0]['optionsJSON'];

interface AddPasskeyProps {
  readonly desk: Desk;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** What the browser's own question ended with, as a sentence; `undefined` where it was no answer of the browser. */
function ceremonyFault(thrown: unknown): string | undefined {
  if (thrown instanceof WebAuthnError) {
    return thrown.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED' ? T.exists : T.stopped;
  }
  return thrown instanceof DOMException ? T.stopped : undefined;
}

export function AddPasskey({ desk, onDone, onClose }: AddPasskeyProps): ReactNode {
  const [name, setName] = useState('');
  const [stopped, setStopped] = useState<string>();
  const { busy, failure, act } = useAct();
  const make = async (): Promise<void> => {
    const { publicKey } = await desk.api.get<{ publicKey: OptionsJson }>(`${PATH}/creationOptions`);
    try {
      const { id, response, clientExtensionResults } = await startRegistration({ optionsJSON: publicKey });
      const { clientDataJSON, attestationObject } = response;
      const publicKeyCredential = {
        id,
        response: { clientDataJSON, attestationObject },
        clientExtensionResults,
      };
      const displayName = name.trim();
      await desk.api.post(PATH, { ...(displayName === '' ? {} : { displayName }), publicKeyCredential });
      onDone();
    } catch (thrown) {
      const fault = ceremonyFault(thrown);
      if (fault === undefined) throw thrown;
      setStopped(fault);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setStopped(undefined);
    if (!busy) void act(make);
  };
  return (
    <Dialog title={T.title} onClose={onClose}>
      <p>{T.what}</p>
      {browserSupportsWebAuthn() ? (
        <form onSubmit={submit}>
          <TextField
            label={T.name}
            value={name}
            maxLength={30}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
          <p role="status">{busy && T.waiting}</p>
          {stopped && <Note tone="warn">{stopped}</Note>}
          {failure && explainFor(desk)(failure)}
          <div className="dialog-acts">
            <Button kind="first" busy={busy}>
              {T.start}
            </Button>
            <Word onPress={onClose}>{COMMON.cancel}</Word>
          </div>
        </form>
      ) : (
        <Note tone="warn">{T.unsupported}</Note>
      )}
    </Dialog>
  );
}
