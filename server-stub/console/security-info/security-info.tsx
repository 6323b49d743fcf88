import { type ReactNode, useState } from 'react';
import type { Collection, Method, Notice } from '../client/shapes.ts';
import { useLoad } from '../client/use-load.ts';
import { Button, Word } from '../parts/button.tsx';
import { Confirm } from '../parts/dialog.tsx';
import type { Desk } from '../parts/gatekeeper.tsx';
import { Load } from '../parts/load.tsx';
import {
  isPass,
  isPassword,
  MethodTable,
  methodName,
  methodPath,
  PassCard,
  passEnds,
} from '../parts/methods.tsx';
import { Moment, momentText, useNow } from '../parts/moment.tsx';
import { Note } from '../parts/note.tsx';
import { PageHead, SignOut } from '../parts/page.tsx';
import { EN } from '../text/en.ts';
import { COMMON } from '../text/everywhere.ts';
import { AddApp } from './add-app.tsx';
import { AddPasskey } from './add-passkey.tsx';
import { explainFor } from './fresh.tsx';

const T = EN.own;
const BASE = '/v1.0/me';
/** Somebody in IT may make or take back the pass while this page is open. */
const EVERY_MS = 15_000;

type Asked =
  | { readonly ask: 'passkey' | 'app' }
  | { readonly ask: 'remove'; readonly method: Method }
  | undefined;

export function SecurityInfo({ desk }: { readonly desk: Desk }): ReactNode {
  const { me } = desk;
  const methods = useLoad(
    'methods',
    () => desk.api.get<Collection<Method>>(`${BASE}/authentication/methods`),
    EVERY_MS,
  );
  const [asked, setAsked] = useState<Asked>();
  const [said, setSaid] = useState('');
  const done = (sentence: string): void => {
    setAsked(undefined);
    setSaid(sentence);
    methods.reload();
  };
  return (
    <main className="page page-narrow">
      <p className="brand own-brand">
        <span className="brand-mark" />
        <span>
          {me.tenant}
          <small>{T.product}</small>
        </span>
      </p>
      <PageHead title={T.title(me.givenName ?? me.displayName)}>{T.lead}</PageHead>
      <p role="status">{said}</p>
      <Load of={methods}>{({ value }) => <Ways methods={value} onAsk={setAsked} />}</Load>
      <Notices notices={me.notices} />
      <footer className="more">
        <span>{T.ends(momentText(me.endsDateTime))}</span>
        <Word onPress={() => desk.again({ otherAccount: true })}>{COMMON.otherAccount}</Word>
        <SignOut />
      </footer>
      <Questions desk={desk} asked={asked} methods={methods.data?.value ?? []} done={done} onAsk={setAsked} />
    </main>
  );
}

interface WaysProps {
  readonly methods: readonly Method[];
  readonly onAsk: (asked: Asked) => void;
}

/** Something that signs in by itself tomorrow as well: a pass ends, and a password is half of a sign-in. */
const lasts = (method: Method): boolean => !isPass(method) && !isPassword(method);

function Ways({ methods, onAsk }: WaysProps): ReactNode {
  const pass = methods.find(isPass);
  const others = methods.filter((method) => !isPass(method));
  return (
    <>
      {!others.some(lasts) && <Warning pass={pass} />}
      <h2>{T.methods}</h2>
      <MethodTable
        methods={others}
        empty={T.noMethods}
        onRemove={(method) => onAsk({ ask: 'remove', method })}
      />
      <p className="more">
        <Button kind="first" onPress={() => onAsk({ ask: 'passkey' })}>
          {T.addPasskey}
        </Button>
        <Button onPress={() => onAsk({ ask: 'app' })}>{T.addApp}</Button>
      </p>
      <h2>{T.pass}</h2>
      {pass ? (
        <PassCard pass={pass} onRemove={() => onAsk({ ask: 'remove', method: pass })} />
      ) : (
        <p className="empty">{T.noPass}</p>
      )}
    </>
  );
}

function Warning({ pass }: { readonly pass: Method | undefined }): ReactNode {
  const now = useNow();
  // A one-time pass is used up by the sign-in that led here.
  const usable = pass?.isUsable === true && passEnds(pass) > now;
  return (
    <Note tone="warn">
      <p>
        <strong>{usable ? T.lockedOutTitle : T.nothingTitle}</strong>
      </p>
      <p>{usable ? T.lockedOut(momentText(passEnds(pass))) : T.nothing}</p>
    </Note>
  );
}

function Notices({ notices }: { readonly notices: readonly Notice[] }): ReactNode {
  return (
    <>
      <h2>{T.noticesTitle}</h2>
      {notices.length === 0 && <p className="empty">{T.noNotices}</p>}
      <ul className="lines">
        {notices.map((notice) => {
          const by = notice.initiatedBy ?? T.somebody;
          const made = notice.activityDisplayName === 'Admin registered security info';
          return (
            <li key={notice.id}>
              {made ? T.made(by) : T.taken(by)}
              <small>
                <Moment at={notice.activityDateTime} />
              </small>
            </li>
          );
        })}
      </ul>
      {notices.length > 0 && <p className="more">{T.unasked}</p>}
    </>
  );
}

interface QuestionProps {
  readonly desk: Desk;
  readonly asked: Asked;
  readonly methods: readonly Method[];
  readonly done: (sentence: string) => void;
  readonly onAsk: (asked: Asked) => void;
}

function Questions({ desk, asked, methods, done, onAsk }: QuestionProps): ReactNode {
  const close = (): void => onAsk(undefined);
  switch (asked?.ask) {
    case undefined:
      return null;
    case 'passkey':
      return <AddPasskey desk={desk} onDone={() => done(T.passkey.done)} onClose={close} />;
    case 'app':
      return <AddApp desk={desk} onDone={() => done(T.app.done)} onClose={close} />;
    case 'remove': {
      const { method } = asked;
      const last = lasts(method) && methods.filter(lasts).length === 1;
      return (
        <Confirm
          title={isPass(method) ? T.removePassTitle : T.removeTitle(methodName(method))}
          yes={isPass(method) ? T.removePass : T.remove}
          work={() => desk.api.remove(methodPath(BASE, method))}
          onDone={() => done('')}
          onClose={close}
          explain={explainFor(desk)}
        >
          {isPass(method) ? T.removePassWhat : T.removeWhat} {last && T.removeLast}
        </Confirm>
      );
    }
  }
}
