import { type ReactNode, useEffect, useState } from 'react';
import { Api } from '../client/api.ts';
import { type Application, beginSignIn, openSession } from '../client/session.ts';
import type { Standing } from '../client/shapes.ts';
import { asFailure } from '../client/use-load.ts';
import { COMMON } from '../text/everywhere.ts';
import { Button } from './button.tsx';
import { FailureNote } from './note.tsx';
import { PageHead } from './page.tsx';

/** A page that somebody is signed in to. */
export interface Desk {
  readonly api: Api;
  readonly me: Standing;
  /** Goes through the sign-in again and comes back here. */
  readonly again: (demand?: { readonly maxAge?: number; readonly otherAccount?: boolean }) => void;
}

type State =
  | { readonly is: 'opening' }
  | { readonly is: 'open'; readonly api: Api; readonly me: Standing }
  | { readonly is: 'ended' }
  | { readonly is: 'failed'; readonly thrown: unknown };

/** Nobody sees a page without being signed in; when the sign-in ends, the page says so and shows nothing more. */
export function Gatekeeper({
  application,
  children,
}: {
  readonly application: Application;
  readonly children: (desk: Desk) => ReactNode;
}): ReactNode {
  const [state, setState] = useState<State>({ is: 'opening' });
  useEffect(() => {
    const open = async (): Promise<void> => {
      const session = await openSession(application);
      if (session === null) return;
      const api = new Api(session, () => setState({ is: 'ended' }));
      setState({ is: 'open', api, me: await api.get<Standing>('/provisioning/v1/me') });
    };
    open().catch((thrown: unknown) => setState({ is: 'failed', thrown }));
  }, [application]);
  useEffect(() => {
    // Back to a page that the browser kept: whoever left it may have signed out since.
    const returned = (event: PageTransitionEvent): void => {
      if (event.persisted) location.reload();
    };
    addEventListener('pageshow', returned);
    return () => removeEventListener('pageshow', returned);
  }, []);
  const again: Desk['again'] = (demand) => void beginSignIn(application, demand);
  switch (state.is) {
    case 'opening':
      return (
        <main className="page page-narrow">
          <p role="status">{COMMON.opening}</p>
        </main>
      );
    case 'open':
      return children({ api: state.api, me: state.me, again });
    case 'ended':
      return (
        <Outside title={COMMON.endedTitle} again={again}>
          {COMMON.ended}
        </Outside>
      );
    case 'failed':
      return (
        <Outside title={COMMON.notSignedInTitle} again={again}>
          {COMMON.notSignedIn}
          <FailureNote failure={asFailure(state.thrown)} />
        </Outside>
      );
  }
}

function Outside({
  title,
  children,
  again,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly again: Desk['again'];
}): ReactNode {
  return (
    <main className="page page-narrow">
      <PageHead title={title} />
      <div>{children}</div>
      <div className="dialog-acts">
        <Button kind="first" onPress={() => again()}>
          {COMMON.signIn}
        </Button>
      </div>
    </main>
  );
}
