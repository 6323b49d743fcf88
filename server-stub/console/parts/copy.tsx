import { type ReactNode, useState } from 'react';
import { COMMON } from '../text/everywhere.ts';
import { Button } from './button.tsx';

/** Copies, and says that it did. */
export function Copy({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const [said, setSaid] = useState('');
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setSaid(COMMON.copied),
      () => setSaid(COMMON.notCopied),
    );
  };
  return (
    <>
      <Button onPress={copy}>{label}</Button>
      <span role="status" className="soft">
        {said}
      </span>
    </>
  );
}
