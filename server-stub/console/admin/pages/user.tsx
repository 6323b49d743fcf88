import { type ReactNode, useState } from 'react';
import type { Collection, DirectoryObject, Method, User } from '../../client/shapes.ts';
import { useLoad } from '../../client/use-load.ts';
import { Button } from '../../parts/button.tsx';
import { Confirm } from '../../parts/dialog.tsx';
import type { Desk } from '../../parts/gatekeeper.tsx';
import { Load } from '../../parts/load.tsx';
import { isPass, MethodTable, methodName, methodPath, PassCard } from '../../parts/methods.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Note } from '../../parts/note.tsx';
import { Badge, Facts, Link, PageHead } from '../../parts/page.tsx';
import { EN } from '../../text/en.ts';
import { AddPass } from './add-pass.tsx';
import { kindOf } from './users.tsx';

const T = EN.user;

interface About {
  readonly user: User;
  /** `null` where one's role does not show them. */
  readonly methods: readonly Method[] | null;
  readonly memberOf: readonly DirectoryObject[];
}

async function look({ api, me }: Desk, id: string): Promise<About> {
  const base = `/v1.0/users/${encodeURIComponent(id)}`;
  const mayMethods = me.rights.includes('readSecurity') || me.id === id;
  const [user, methods, memberOf] = await Promise.all([
    api.get<User>(base),
    mayMethods ? api.get<Collection<Method>>(`${base}/authentication/methods`) : null,
    api.get<Collection<DirectoryObject>>(`${base}/memberOf`),
  ]);
  return { user, methods: methods?.value ?? null, memberOf: memberOf.value };
}

type Asked =
  | { readonly ask: 'pass' | 'revoke' | 'enable' }
  | { readonly ask: 'remove'; readonly method: Method }
  | undefined;

export function UserPage({ desk, id }: { readonly desk: Desk; readonly id: string }): ReactNode {
  const about = useLoad(id, () => look(desk, id));
  const [asked, setAsked] = useState<Asked>();
  const close = (): void => setAsked(undefined);
  return (
    <Load of={about}>
      {(found) => (
        <>
          <Link to="/console/users" className="crumb">
            {EN.users.title}
          </Link>
          <Head desk={desk} {...found} onAsk={setAsked} />
          <Ways desk={desk} {...found} onAsk={setAsked} />
          <Questions desk={desk} {...found} asked={asked} close={close} reload={about.reload} />
        </>
      )}
    </Load>
  );
}

interface PartProps extends About {
  readonly desk: Desk;
  readonly onAsk: (asked: Asked) => void;
}

function Head({ desk, user, memberOf, onAsk }: PartProps): ReactNode {
  const { rights } = desk.me;
  const isRole = (one: DirectoryObject): boolean => one['@odata.type'] === '#microsoft.graph.directoryRole';
  const names = (of: readonly DirectoryObject[]): string => of.map((one) => one.displayName).join(', ');
  return (
    <>
      <PageHead
        title={user.displayName}
        acts={
          <>
            {rights.includes('endSessions') && (
              <Button onPress={() => onAsk({ ask: 'revoke' })}>{T.revoke}</Button>
            )}
            {rights.includes('writeUsers') && user.id !== desk.me.id && (
              <Button onPress={() => onAsk({ ask: 'enable' })}>
                {user.accountEnabled ? T.disable : T.enable}
              </Button>
            )}
          </>
        }
      >
        {user.userPrincipalName}
      </PageHead>
      <Facts
        of={[
          [
            T.account,
            <Badge key="account" tone={user.accountEnabled ? 'good' : 'plain'}>
              {user.accountEnabled ? EN.users.on : EN.users.off}
            </Badge>,
          ],
          [T.kind, kindOf(user)],
          [T.roles, names(memberOf.filter(isRole)) || T.noRoles],
          [T.groups, names(memberOf.filter((one) => !isRole(one))) || T.noGroups],
          [T.created, <Moment key="created" at={user.createdDateTime} />],
        ]}
      />
    </>
  );
}

/** Why somebody may not add a pass here, or `undefined` where they may. */
function whyNoPass({ me }: Desk, user: User): string | undefined {
  if (me.id === user.id) return T.notForSelf;
  if (!me.rights.includes('manageMethods')) return T.notYourRole;
  if (user.userType === 'Guest' && user.creationType === 'Invitation') return T.notForGuests;
  return undefined;
}

function Ways({ desk, user, methods, onAsk }: PartProps): ReactNode {
  if (methods === null) return <Note>{T.methodsHidden}</Note>;
  const pass = methods.find(isPass);
  const others = methods.filter((method) => !isPass(method));
  const why = whyNoPass(desk, user);
  const manages = desk.me.rights.includes('manageMethods') && desk.me.id !== user.id;
  const remove = (method: Method): void => onAsk({ ask: 'remove', method });
  return (
    <>
      <h2>{T.pass}</h2>
      {pass ? (
        <PassCard pass={pass} {...(manages ? { onRemove: () => remove(pass) } : {})} />
      ) : (
        <p className="empty">{T.noPass}</p>
      )}
      {why === undefined ? (
        <p className="more">
          <Button kind="first" onPress={() => onAsk({ ask: 'pass' })}>
            {pass ? T.replacePass : T.addPass}
          </Button>
        </p>
      ) : (
        <p className="more">{why}</p>
      )}
      <h2>{T.methods}</h2>
      <MethodTable methods={others} empty={T.noMethods} {...(manages ? { onRemove: remove } : {})} />
    </>
  );
}

interface QuestionProps extends About {
  readonly desk: Desk;
  readonly asked: Asked;
  readonly close: () => void;
  readonly reload: () => void;
}

function Questions({ desk, user, methods, asked, close, reload }: QuestionProps): ReactNode {
  const base = `/v1.0/users/${user.id}`;
  const done = (): void => {
    close();
    reload();
  };
  switch (asked?.ask) {
    case undefined:
      return null;
    case 'pass':
      return (
        <AddPass desk={desk} user={user} replaces={methods?.find(isPass)} onMade={reload} onClose={close} />
      );
    case 'revoke':
      return (
        <Confirm
          title={T.revokeTitle(user.displayName)}
          yes={T.revoke}
          work={() => desk.api.post(`${base}/revokeSignInSessions`).then(() => undefined)}
          onDone={done}
          onClose={close}
        >
          {T.revokeWhat}
        </Confirm>
      );
    case 'enable':
      return (
        <Confirm
          title={user.accountEnabled ? T.disableTitle(user.displayName) : T.enableTitle(user.displayName)}
          yes={user.accountEnabled ? T.disable : T.enable}
          work={() => desk.api.patch(base, { accountEnabled: !user.accountEnabled })}
          onDone={done}
          onClose={close}
        >
          {user.accountEnabled ? T.disableWhat : T.enableWhat}
        </Confirm>
      );
    case 'remove':
      return (
        <Confirm
          title={isPass(asked.method) ? T.removePassTitle : T.removeTitle(methodName(asked.method))}
          yes={isPass(asked.method) ? T.removePass : T.remove}
          work={() => desk.api.remove(methodPath(base, asked.method))}
          onDone={done}
          onClose={close}
        >
          {isPass(asked.method) ? T.removePassWhat : T.removeWhat}
        </Confirm>
      );
  }
}
