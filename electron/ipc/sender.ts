/** The part of Electron's `WebFrameMain` that says where a message comes from. */
export interface SenderFrame {
  readonly parent: unknown;
  readonly origin: string;
}

/** The part of Electron's `IpcMainInvokeEvent` that is judged. */
export interface SenderEvent {
  readonly sender: object;
  /** `null` when the frame navigated or was destroyed before the message was handled. */
  readonly senderFrame: SenderFrame | null;
}

/** Why a sender is refused; `null` when it is ours. Words for the log. */
export type SenderFault = 'foreign-contents' | 'frame-gone' | 'frame-not-top' | 'foreign-origin' | null;

/**
 * Is this message from the one page we showed? Electron delivers messages of every frame of every window; only this
 * check ties a command to our UI (https://www.electronjs.org/docs/latest/tutorial/security, item 17).
 *
 * Call it before any `await`: Electron drops `senderFrame` as soon as the frame moves on.
 */
export function senderFault(event: SenderEvent, contents: object, uiOrigin: string): SenderFault {
  if (event.sender !== contents) return 'foreign-contents';
  const frame = event.senderFrame;
  if (frame === null) return 'frame-gone';
  if (frame.parent !== null) return 'frame-not-top';
  // An opaque origin (error page, sandboxed frame) reads `null` and never equals ours.
  return frame.origin === uiOrigin ? null : 'foreign-origin';
}
