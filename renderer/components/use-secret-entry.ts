import { type FormEvent, type RefObject, useRef, useState } from 'react';

interface SecretEntry {
  readonly input: RefObject<HTMLInputElement | null>;
  /** Sent without anything in the field. */
  readonly missing: boolean;
  /** Something was typed: what was missing is not missing any more. */
  readonly touched: () => void;
  readonly submit: (event: FormEvent) => void;
}

/**
 * One secret on its way from the keyboard to the agent. The field is not controlled by React: what is typed lives in it
 * alone, in no attribute and no state, and is gone from it before it is sent.
 */
export function useSecretEntry(busy: boolean, send: (secret: string) => void): SecretEntry {
  const input = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const field = input.current;
    if (busy || !field) return;
    const secret = field.value;
    setMissing(secret.trim() === '');
    if (secret.trim() === '') {
      field.focus();
      return;
    }
    field.value = '';
    send(secret);
  };
  return { input, missing, touched: () => setMissing(false), submit };
}
