import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import { go } from '../client/place.ts';
import { COMMON } from '../text/everywhere.ts';

/** The one h1 of a page. It takes the focus when its page appears, so that a reader begins there. */
export function PageHead({
  title,
  children,
  acts,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly acts?: ReactNode;
}): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Latchkey`;
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [title]);
  return (
    <header className="page-head">
      <div>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children && <p>{children}</p>}
      </div>
      {acts && <div className="row-of">{acts}</div>}
    </header>
  );
}

/** A way to another place of the same page; with a modifier key it is an ordinary link. */
export function Link({
  to,
  children,
  className,
  current = false,
  onFollow,
}: {
  readonly to: string;
  readonly children: ReactNode;
  readonly className?: string;
  readonly current?: boolean;
  readonly onFollow?: () => void;
}): ReactNode {
  const follow = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
    onFollow?.();
  };
  return (
    <a href={to} className={className} aria-current={current ? 'page' : undefined} onClick={follow}>
      {children}
    </a>
  );
}

/** The directory asks once more, and then ends everything that this browser is signed in to. */
export function SignOut(): ReactNode {
  return (
    <a className="word" href="/oauth2/sign-out">
      {COMMON.signOut}
    </a>
  );
}

export function Badge({
  tone = 'plain',
  children,
}: {
  readonly tone?: 'good' | 'bad' | 'warn' | 'plain';
  readonly children: ReactNode;
}): ReactNode {
  return (
    <span className="badge" data-tone={tone}>
      {children}
    </span>
  );
}

/** Names and values, in pairs. What is not known is not shown. */
export function Facts({ of }: { readonly of: readonly (readonly [string, ReactNode])[] }): ReactNode {
  return (
    <dl className="facts">
      {of.map(([name, value]) =>
        value === null || value === undefined || value === '' ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
