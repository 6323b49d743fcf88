import { type ClipboardEvent, type FormEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { readPasted } from '../../../electron/contract/pass-entry/read-pass.ts';
import { readScan } from '../../../electron/contract/pass-entry/scan.ts';
import { type Scanning, useScanner } from '../../scan/use-scanner.ts';
import { usePocket } from './carried-pass.ts';
import { bare, caretInGroups, grouped } from './group-pass.ts';
import { entryOf, type Fault, readEntry } from './read-entry.ts';

export interface PassEntry {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly fault: Fault | null;
  readonly shown: boolean;
  readonly toggle: () => void;
  readonly onInput: () => void;
  readonly onPaste: (event: ClipboardEvent<HTMLInputElement>) => void;
  readonly submit: (event: FormEvent) => void;
}

interface PassEntryOptions {
  readonly busy: boolean;
  /** Nothing may be sent now, whatever is typed. */
  readonly held: boolean;
  readonly userPrincipalName: string;
  readonly send: (pass: string) => void;
}

/**
 * One pass on its way from the keyboard, the clipboard or a scanner to the agent. What is entered lives in the field alone, in
 * no attribute and no state, and is gone from it before it is sent; what cannot be a pass is told and not sent.
 */
export function usePassEntry(options: PassEntryOptions): PassEntry {
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [shown, setShown] = useState(true);
  const { put, refuse, sendEntered } = useSending(options, input, shown, setFault);
  useScans(options, input, { put, refuse, sendEntered });
  return {
    input,
    fault,
    shown,
    toggle() {
      // Dots for spaces would give away where the groups end, so a hidden pass has none.
      if (input.current) input.current.value = (shown ? bare : grouped)(input.current.value);
      setShown(!shown);
    },
    onInput() {
      setFault(null);
      if (input.current && shown) regroup(input.current);
    },
    onPaste(event) {
      const kept = readPasted(event.clipboardData.getData('text/plain'));
      event.preventDefault();
      if (kept === null) {
        refuse({ fault: 'sentence', theirs: '' });
        return;
      }
      setFault(null);
      insert(event.currentTarget, kept);
      if (shown) regroup(event.currentTarget);
    },
    submit(event) {
      event.preventDefault();
      sendEntered();
    },
  };
}

interface Sending {
  readonly put: (text: string) => void;
  readonly refuse: (why: Fault) => void;
  readonly sendEntered: () => void;
}

function useSending(
  { busy, held, userPrincipalName, send }: PassEntryOptions,
  input: RefObject<HTMLInputElement | null>,
  shown: boolean,
  setFault: (fault: Fault | null) => void,
): Sending {
  const put = (text: string): void => {
    if (input.current) input.current.value = shown ? grouped(text) : bare(text);
  };
  const refuse = (why: Fault): void => {
    setFault(why);
    input.current?.focus();
    input.current?.select();
  };
  const sendEntered = (): void => {
    const field = input.current;
    if (busy || held || !field) return;
    const entry = readEntry(field.value, userPrincipalName);
    // A scanned code is no use to anybody once it was refused.
    if (entry.ok || readScan(field.value)) field.value = '';
    if (entry.ok) {
      setFault(null);
      send(entry.pass);
    } else refuse(entry);
  };
  return { put, refuse, sendEntered };
}

/** A scanner may type while the focus is anywhere, or have typed on the screen before. */
function useScans(
  { busy, userPrincipalName }: PassEntryOptions,
  input: RefObject<HTMLInputElement | null>,
  { put, refuse, sendEntered }: Sending,
): void {
  const pocket = usePocket();
  useScanner(({ scan, text, suffix, field }: Scanning): boolean => {
    const inField = field === input.current;
    if (busy || (scan === null && inField)) return false;
    const entry = scan ? entryOf(scan, userPrincipalName) : readEntry(text, userPrincipalName);
    if (!entry.ok) {
      if (inField) put('');
      refuse(scan === null ? { fault: 'unknownCode', theirs: '' } : entry);
      return true;
    }
    put(entry.pass);
    input.current?.focus();
    // Without check characters a code may be a part of one: the person looks at it and goes on.
    if (scan && suffix === 'Enter') sendEntered();
    return true;
  });
  const takeCarried = useRef(() => {
    const carried = pocket.take(userPrincipalName);
    if (!carried) return;
    put(carried.pass);
    if (carried.send) sendEntered();
  });
  // Once, when the screen appears.
  useEffect(() => takeCarried.current(), []);
}

function insert(field: HTMLInputElement, text: string): void {
  const { value, selectionStart, selectionEnd } = field;
  field.setRangeText(text, selectionStart ?? value.length, selectionEnd ?? value.length, 'end');
}

/** Rewrites what is in the field into groups and keeps the caret beside the same character. A scan is left whole. */
function regroup(input: HTMLInputElement): void {
  const { value, selectionStart } = input;
  if (readScan(value)) return;
  const caret = caretInGroups(value, selectionStart ?? value.length);
  input.value = grouped(value);
  input.setSelectionRange(caret, caret);
}
