import type { ControlState } from '../contract/lockdown.ts';

/** Where the answer comes from. Commands are argument arrays; nothing here goes through a shell. */
export type Source =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'command'; readonly argv: readonly [string, ...string[]] };

/** What a source said. `absent`: there is no such file or program. `failed`: the command ended with another code than 0. */
export type Observation =
  | { readonly said: 'text'; readonly text: string }
  | { readonly said: 'absent' }
  | { readonly said: 'failed' };

/** What a parser makes of it, in a few words of our own: what machines print never reaches a screen unread. */
export interface Finding {
  readonly state: ControlState;
  readonly seen: string;
}

/** Reads one answer. Never throws; what it does not understand is `unknown`. */
export type Reader = (observation: Observation) => Finding;

/** One control of a platform. */
export interface ControlRow {
  readonly control: string;
  readonly title: string;
  readonly source: Source;
  readonly read: Reader;
  /** What each word means here. */
  readonly enforced: string;
  readonly partial?: string;
  readonly missing: string;
  /** What somebody can do while it is open. */
  readonly why: string;
  /** Techniques of the escape catalogue (docs/lockdown.md) that it stands against. */
  readonly escapes: readonly string[];
}

export const enforced = (seen: string): Finding => ({ state: 'enforced', seen });
export const partial = (seen: string): Finding => ({ state: 'partial', seen });
export const missing = (seen: string): Finding => ({ state: 'missing', seen });
export const unknown = (seen: string): Finding => ({ state: 'unknown', seen });

/** A reader of text; whatever is no text is unknown, unless it says otherwise. */
export function reading(
  read: (text: string) => Finding | null,
  otherwise: { readonly absent?: Finding; readonly failed?: Finding } = {},
): Reader {
  return (observation) => {
    switch (observation.said) {
      case 'text':
        return read(observation.text) ?? unknown('the answer was not understood');
      case 'absent':
        return otherwise.absent ?? unknown('there is nothing here to ask');
      case 'failed':
        return otherwise.failed ?? unknown('the question was refused');
    }
  };
}
