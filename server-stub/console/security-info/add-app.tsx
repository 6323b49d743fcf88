import { type FormEvent, type ReactNode, useState } from 'react';
import { Qr } from '../../../renderer/components/qr.tsx';
import { useAct, useLoad } from '../client/use-load.ts';
import { Button, Word } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/fields.tsx';
import type { Desk } from '../parts/gatekeeper.tsx';
import { EN } from '../text/en.ts';
import { COMMON } from '../text/everywhere.ts';
import { explainFor } from './fresh.tsx';

const T = EN.own.app;
const PATH = '/v1.0/me/authentication/softwareOathMethods';

interface Begun {
  readonly id: string;
  readonly secretKey: string;
  readonly otpauthUri: string;
}

interface AddAppProps {
  readonly desk: Desk;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** The key goes to the app by camera; its first code shows that it arrived. */
export function AddApp({ desk, onDone, onClose }: AddAppProps): ReactNode {
  const begun = useLoad('app', () => desk.api.post<Begun>(PATH));
  return (
    <Dialog title={T.title} onClose={onClose}>
      {begun.failure && explainFor(desk)(begun.failure)}
      {begun.busy && <p role="status">{T.preparing}</p>}
      {begun.data && <Check desk={desk} begun={begun.data} onDone={onDone} onClose={onClose} />}
    </Dialog>
  );
}

function Check({ desk, begun, onDone, onClose }: AddAppProps & { readonly begun: Begun }): ReactNode {
  const [code, setCode] = useState('');
  const { busy, failure, act } = useAct();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (busy) return;
    const verificationCode = code.replaceAll(/\s/g, '');
    void act(async () => {
      await desk.api.post(`${PATH}/${begun.id}/activate`, { verificationCode });
      onDone();
    });
  };
  return (
    <form onSubmit={submit}>
      <div className="with-qr">
        <Qr text={begun.otpauthUri} label={T.qr} />
        <div>
          <p>{T.scan}</p>
          <p>{T.byHand}</p>
          <p className="mono by-hand">{begun.secretKey.replaceAll(/(.{4})(?=.)/g, '$1 ')}</p>
        </div>
      </div>
      <div className="fields">
        <TextField
          label={T.code}
          hint={T.codeHint}
          value={code}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={9}
          required
          onChange={(event) => setCode(event.target.value)}
        />
      </div>
      {failure && explainFor(desk)(failure)}
      <div className="dialog-acts">
        <Button kind="first" busy={busy}>
          {T.check}
        </Button>
        <Word onPress={onClose}>{COMMON.cancel}</Word>
      </div>
    </form>
  );
}
