import type { ReactNode } from 'react';
import { useDesk } from '../desk.ts';
import { RefusalNote } from './refusal-note.tsx';

/** A command that the agent did not take, on screens that have no field to say it under. */
export function StrayRefusal(): ReactNode {
  const { refused } = useDesk();
  return refused && <RefusalNote refusal={refused} alone />;
}
