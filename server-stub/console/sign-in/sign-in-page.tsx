import { type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { AuthnMethodName } from '../../../electron/contract/wire/challenge.ts';
import type { PageAnswer, PageState } from '../../../electron/contract/wire/sign-in-page.ts';
import { applyBranding } from '../../../renderer/theme/apply-branding.ts';
import { api } from './api.ts';
import { AskName } from './ask-name.tsx';
import { AskPasskey } from './ask-passkey.tsx';
import { AskSecret } from './ask-secret.tsx';
import { ChooseMethod } from './choose-method.tsx';
import { Closed, Confirm, Federated, Loop } from './dead-ends.tsx';
import { Heading } from './parts.tsx';
import { remembered } from './remembered.ts';
import type { ScreenProps } from './screen-props.ts';
import { TEXT } from './text.ts';

/** The way that is asked for without asking which: the only one, or the last one that worked here. */
function obvious(state: PageState): AuthnMethodName | undefined {
  if (state.methods.includes('federated')) return 'federated';
  return state.methods.length === 1 ? state.methods[0] : remembered.method(state.methods);
}

function Screen({
  method,
  ...props
}: ScreenProps & { readonly method: AuthnMethodName | undefined }): ReactNode {
  switch (props.state.screen) {
    case 'name':
      return <AskName {...props} />;
    case 'loop':
      return <Loop {...props} />;
    case 'confirm':
      return <Confirm {...props} />;
    case 'closed':
      return <Closed {...props} />;
    case 'first':
    case 'second':
  }
  switch (method) {
    case 'temporary_access_pass':
    case 'password':
    case 'software_oath':
      return <AskSecret key={method} {...props} method={method} />;
    case 'passkey':
      return <AskPasskey {...props} />;
    case 'federated':
      return <Federated {...props} />;
    default:
      return <ChooseMethod {...props} />;
  }
}

interface Shown {
  readonly answer: PageAnswer | undefined;
  readonly method: AuthnMethodName | undefined;
}

/** The same question again: what was chosen stays chosen, so that a wrong answer is answered in its place. */
function methodAfter(before: Shown, answer: PageAnswer): AuthnMethodName | undefined {
  const { state } = answer;
  if (!state) return undefined;
  const same = before.answer?.state?.screen === state.screen;
  if (same && before.method !== undefined && state.methods.includes(before.method)) return before.method;
  return obvious(state);
}

/** One sign-in. The page keeps nothing that matters: loaded again, it shows the same question. */
export function SignInPage(): ReactNode {
  const [shown, setShown] = useState<Shown>({ answer: undefined, method: undefined });
  const [busy, setBusy] = useState(false);
  const [lost, setLost] = useState(false);
  const working = useRef(false);
  const send = useCallback((work: () => Promise<PageAnswer>): void => {
    if (working.current) return;
    working.current = true;
    setBusy(true);
    work()
      .then((answer) => {
        setLost(false);
        if (answer.next !== undefined) return leave(answer.next);
        setShown((before) => ({ answer, method: methodAfter(before, answer) }));
        done();
      })
      .catch(() => {
        setLost(true);
        done();
      });
    const done = (): void => {
      working.current = false;
      setBusy(false);
    };
  }, []);
  useEffect(() => send(api.state), [send]);
  const choose = (method: AuthnMethodName | undefined): void => {
    if (method !== undefined && shown.answer?.state?.screen === 'first') remembered.keepMethod(method);
    setShown(({ answer }) => ({ answer: answer?.state && { state: answer.state }, method }));
  };
  const { state, refusal } = shown.answer ?? {};
  const branding = state?.branding;
  useLayoutEffect(() => applyBranding(document.documentElement, branding ?? {}), [branding]);
  return (
    <div className="sheet">
      <header className="sheet-head">{state?.tenant ?? ''}</header>
      <main>
        {lost && <Unreachable retry={() => send(api.state)} />}
        {state ? (
          <Screen
            key={`${state.screen} ${shown.method ?? ''}`}
            state={state}
            name={remembered.name()}
            refusal={refusal}
            busy={busy}
            send={send}
            choose={choose}
            method={shown.method}
          />
        ) : (
          !lost && <Heading>{TEXT.opening}</Heading>
        )}
      </main>
    </div>
  );
}

function leave(next: string): void {
  location.replace(next);
}

function Unreachable({ retry }: { readonly retry: () => void }): ReactNode {
  return (
    <p className="unreachable" role="alert">
      {TEXT.unreachable}{' '}
      <button type="button" className="word" onClick={retry}>
        {TEXT.tryAgain}
      </button>
    </p>
  );
}
