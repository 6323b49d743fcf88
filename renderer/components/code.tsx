import type { ReactNode } from 'react';

/** Names of devices, serial numbers, codes, addresses: told apart letter by letter, and left to right in every language. */
export function Code({ children, className = '' }: { children: ReactNode; className?: string }): ReactNode {
  return (
    <bdi dir="ltr" className={`mono ${className}`.trim()}>
      {children}
    </bdi>
  );
}
