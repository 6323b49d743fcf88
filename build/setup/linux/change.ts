/** What a place of the file system holds. `folder` and `other` are never written over. */
export type State =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'file';
      readonly sha256: string;
      readonly mode: number;
      readonly uid: number;
      readonly gid: number;
    }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'folder' | 'other' };

/** One change that the set-up makes to a machine. Paths begin with / and are those of the machine, whatever its root is. */
export type Change =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly content: string;
      readonly mode: number;
      readonly why: string;
    }
  | { readonly kind: 'link'; readonly path: string; readonly target: string; readonly why: string }
  /** A file or link that must not be there. */
  | { readonly kind: 'gone'; readonly path: string; readonly why: string }
  /** A line at the end of a file that is there; everything else in it is somebody else's. */
  | { readonly kind: 'line'; readonly path: string; readonly line: string; readonly why: string };

/** Pure: the same thing in the same place? Times are not compared. */
export function isSame(one: State, other: State): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));
}

function inOrder(state: State): unknown {
  return Object.entries(state).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/** Pure: the content with the line at its end. A file without a last newline gets one. */
export function withLine(content: string, line: string): string {
  return content === '' || content.endsWith('\n') ? `${content}${line}\n` : `${content}\n${line}\n`;
}

/** Pure: the content without that line. */
export function withoutLine(content: string, line: string): string {
  return content
    .split('\n')
    .filter((each) => each !== line)
    .join('\n');
}

export function hasLine(content: string, line: string): boolean {
  return content.split('\n').includes(line);
}
