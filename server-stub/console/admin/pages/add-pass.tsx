import { type FormEvent, type ReactNode, useState } from 'react';
import { writeScan } from '../../../../electron/contract/pass-entry/scan.ts';
import { Barcode } from '../../../../renderer/components/barcode.tsx';
import { Qr } from '../../../../renderer/components/qr.tsx';
import type { Method, Pass, PassPolicy, User } from '../../client/shapes.ts';
import { useAct, useLoad } from '../../client/use-load.ts';
import { Button, Word } from '../../parts/button.tsx';
import { Copy } from '../../parts/copy.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { CheckLine, Choice, TextField } from '../../parts/fields.tsx';
import type { Desk } from '../../parts/gatekeeper.tsx';
import { dateText, momentText } from '../../parts/moment.tsx';
import { FailureNote, Note } from '../../parts/note.tsx';
import { EN } from '../../text/en.ts';
import { COMMON } from '../../text/everywhere.ts';

const T = EN.addPass;
export const POLICY_PATH =
  '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass';

interface AddPassProps {
  readonly desk: Desk;
  readonly user: User;
  readonly replaces: Method | undefined;
  readonly onMade: () => void;
  readonly onClose: () => void;
}

/** Makes a pass, and shows its value while this question is open: it is kept nowhere else. */
export function AddPass({ desk, user, replaces, onMade, onClose }: AddPassProps): ReactNode {
  const [made, setMade] = useState<Pass>();
  const title = made ? T.made(user.displayName) : T.title(user.displayName);
  const finish = (pass: Pass): void => {
    setMade(pass);
    onMade();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      {made ? (
        <Made pass={made} user={user} tenant={desk.me.tenant} onClose={onClose} />
      ) : (
        <Ask desk={desk} user={user} replaces={replaces} onDone={finish} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface AskProps extends Pick<AddPassProps, 'desk' | 'user' | 'replaces' | 'onClose'> {
  readonly onDone: (pass: Pass) => void;
}

/** What the policy allows, where one may read it; the directory judges in any case. */
function usePolicy({ api, me }: Desk): PassPolicy | undefined {
  const reads = me.rights.includes('readPolicy');
  return useLoad('policy', () => (reads ? api.get<PassPolicy>(POLICY_PATH) : Promise.resolve(undefined)))
    .data;
}

function Ask({ desk, user, replaces, onDone, onClose }: AskProps): ReactNode {
  const policy = usePolicy(desk);
  const [starts, setStarts] = useState<'now' | 'later'>('now');
  const [at, setAt] = useState('');
  const [lifetime, setLifetime] = useState('');
  const [once, setOnce] = useState(true);
  const { busy, failure, act } = useAct();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (busy) return;
    const body = {
      isUsableOnce: once || policy?.isUsableOnce === true,
      ...(lifetime === '' ? {} : { lifetimeInMinutes: Number(lifetime) }),
      ...(starts === 'later' && at !== '' ? { startDateTime: new Date(at).toISOString() } : {}),
    };
    const path = `/v1.0/users/${user.id}/authentication/temporaryAccessPassMethods`;
    void act(async () => onDone(await desk.api.post<Pass>(path, body)));
  };
  return (
    <form onSubmit={submit}>
      <div className="fields">
        {replaces && <Note tone="warn">{T.replaces}</Note>}
        <Choice
          label={T.starts}
          value={starts}
          onPick={setStarts}
          options={[
            { value: 'now', label: T.now },
            { value: 'later', label: T.later },
          ]}
        />
        {starts === 'later' && (
          <TextField
            label={T.at}
            type="datetime-local"
            required
            value={at}
            hint={T.atHint}
            onChange={(event) => setAt(event.target.value)}
          />
        )}
        <TextField
          label={T.lifetime}
          type="number"
          inputMode="numeric"
          min={policy?.minimumLifetimeInMinutes ?? 10}
          max={policy?.maximumLifetimeInMinutes ?? 43_200}
          placeholder={policy ? String(policy.defaultLifetimeInMinutes) : ''}
          value={lifetime}
          hint={T.lifetimeHint(policy)}
          onChange={(event) => setLifetime(event.target.value)}
        />
        <CheckLine
          label={T.once}
          hint={policy?.isUsableOnce ? T.onceForced : T.onceHint}
          checked={once || policy?.isUsableOnce === true}
          disabled={policy?.isUsableOnce === true}
          onChange={(event) => setOnce(event.target.checked)}
        />
      </div>
      {failure && <FailureNote failure={failure} />}
      <div className="dialog-acts">
        <Button kind="first" busy={busy}>
          {T.make}
        </Button>
        <Word onPress={onClose}>{COMMON.cancel}</Word>
      </div>
    </form>
  );
}

interface MadeProps {
  readonly pass: Pass;
  readonly user: User;
  readonly tenant: string;
  readonly onClose: () => void;
}

function Made({ pass, user, tenant, onClose }: MadeProps): ReactNode {
  const value = pass.temporaryAccessPass ?? '';
  // The square says whose it is; the bars have room for the pass alone.
  const scan = writeScan(value, user.userPrincipalName);
  const ends = Date.parse(pass.startDateTime) + pass.lifetimeInMinutes * 60_000;
  return (
    <>
      <p>{T.shownOnce}</p>
      <div className="with-qr">
        <div>
          <output className="secret" aria-label={T.value}>
            {value}
          </output>
          <p>{T.good(momentText(pass.startDateTime), momentText(ends))}</p>
          <p>{pass.isUsableOnce ? T.onceSays : T.manySays}</p>
        </div>
        <Qr text={scan} label={T.qr} />
      </div>
      <div className="dialog-acts">
        <Copy text={value} label={T.copy} />
        <Button onPress={() => print()}>{T.print}</Button>
        <Button kind="first" onPress={onClose}>
          {T.done}
        </Button>
      </div>
      <section className="sheet-print" aria-hidden="true">
        <h3>{T.sheetTitle(tenant)}</h3>
        <p>{T.sheetFor(user.displayName)}</p>
        <p className="mono">{user.userPrincipalName}</p>
        <div className="with-qr">
          <div>
            <span className="secret">{value}</span>
            <p>{T.good(dateText(pass.startDateTime), dateText(ends))}</p>
          </div>
          <Qr text={scan} label={T.qr} />
        </div>
        <Barcode text={writeScan(value, null)} label={T.barcode} />
        <p>{T.sheetHow}</p>
        <p>{T.sheetAfter}</p>
      </section>
    </>
  );
}
