import { type RefObject, useRef, useState } from 'react';
import { readPass } from '../../../electron/contract/pass-entry/read-pass.ts';
import type { ScanFault } from '../../../electron/contract/pass-entry/scan.ts';
import { type NameFault, readUserName } from '../../../electron/contract/user-name.ts';
import { type Scanning, useScanner } from '../../scan/use-scanner.ts';
import { usePocket } from '../pass/carried-pass.ts';

/** What is wrong with what was entered; `pass`: it is a pass, and has no business here. */
export type EntryFault =
  | { readonly of: 'name'; readonly why: NameFault | 'pass' }
  | { readonly of: 'scan'; readonly why: ScanFault };

/** Another domain than the company's: asked once about each name. */
export interface Question {
  readonly name: string;
  readonly meant: string;
}

export interface AccountEntry {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly typed: string;
  readonly reading: ReturnType<typeof readUserName>;
  readonly fault: EntryFault | null;
  readonly question: Question | null;
  /** A pass waits for its screen. */
  readonly scanned: boolean;
  change(typed: string): void;
  /** Takes a whole name and gives the focus back to the field. */
  take(name: string): void;
  submit(): void;
}

interface AccountEntryOptions {
  readonly busy: boolean;
  readonly first: string;
  readonly domains: readonly string[];
  readonly send: (userPrincipalName: string) => void;
}

/** One name on its way from the keyboard or a scanner to the agent: read, doubted where it is doubtful, then sent. */
export function useAccountEntry({ busy, first, domains, send }: AccountEntryOptions): AccountEntry {
  const input = useRef<HTMLInputElement>(null);
  const pocket = usePocket();
  const [typed, setTyped] = useState(first);
  const [fault, setFault] = useState<EntryFault | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const [scanned, setScanned] = useState(false);

  const change = (text: string): void => {
    setTyped(text);
    setFault(null);
    setQuestion(null);
  };
  const refuse = (why: EntryFault): void => {
    setFault(why);
    setQuestion(null);
  };
  const sendName = (text: string): void => {
    const reading = readUserName(text, domains);
    if (!reading.ok) refuse({ of: 'name', why: reading.fault });
    else if (reading.meant !== null && question?.name !== reading.name) {
      setQuestion({ name: reading.name, meant: reading.meant });
    } else send(reading.name);
  };
  const onScan = ({ scan, text, suffix, field }: Scanning): boolean => {
    if (busy) return false;
    if (scan === null) return onOther(text, field !== null);
    if (!scan.ok) {
      change('');
      refuse({ of: 'scan', why: scan.fault });
      return true;
    }
    const { userPrincipalName, pass } = scan;
    const enter = suffix === 'Enter';
    pocket.put({ userPrincipalName, pass, send: enter });
    setScanned(true);
    // What the scanner wrote into the field is its code, not a name.
    change(userPrincipalName ?? (field ? first : typed));
    input.current?.focus();
    if (enter && userPrincipalName !== null) sendName(userPrincipalName);
    return true;
  };
  /** Somebody's code with a name in it is as good as typed. A pass is not: it must not be sent as a name. */
  const onOther = (text: string, inField: boolean): boolean => {
    if (text.includes('@') || !looksLikePass(text)) {
      if (!inField) change(text);
      return false;
    }
    change('');
    refuse({ of: 'name', why: 'pass' });
    return true;
  };
  useScanner(onScan);
  return {
    input,
    typed,
    reading: readUserName(typed, domains),
    fault,
    question,
    scanned,
    change,
    take(name) {
      change(name);
      input.current?.focus();
    },
    submit() {
      if (!busy) sendName(typed);
    },
  };
}

/** As long as a pass, of its letters, with capitals or digits among them: names are seldom scanned like that. */
function looksLikePass(text: string): boolean {
  return readPass(text).ok && /[A-Z0-9]/.test(text);
}
