import type { WebContents } from 'electron';
import { Command } from '../contract/commands.ts';
import { asRefusal, Refusal } from '../contract/refusal.ts';
import type { BridgeAnswer, View } from '../contract/view.ts';
import { type Allowance, createAllowance } from './allowance.ts';
import { COMMAND_BYTES, COMMAND_CHANNEL, VIEW_CHANNEL } from './channels.ts';
import { type SenderEvent, senderFault } from './sender.ts';
import { isWithinSize } from './size.ts';
import { sparingLog } from './sparing-log.ts';

/** The flow, seen from the bridge. */
export interface Dispatcher {
  /** Takes a command at once, or says why not. What follows arrives as views. */
  dispatch(command: Command): BridgeAnswer;
}

/** What is judged before a command may reach the flow. */
export interface Gatekeeper {
  /** The one page that may speak. */
  readonly contents: object;
  readonly uiOrigin: string;
  readonly dispatcher: Dispatcher;
  /** Takes one message off what the page may send. */
  readonly allowance: Allowance;
  /** For the log. Called with words of our own only: what was sent may hold a pass. */
  readonly refused: (why: string) => void;
}

/**
 * Judges one message: sender, frame, origin, rate, size, schema, in that order; then hands it on. It never throws: an error
 * that crosses Electron's bridge keeps only its message, and that message could hold what was typed.
 */
export function answerCommand(event: SenderEvent, args: readonly unknown[], given: Gatekeeper): BridgeAnswer {
  const stranger = senderFault(event, given.contents, given.uiOrigin);
  if (stranger !== null) return refuse(new Refusal('message_malformed', { detail: stranger }), given);
  // Strangers are refused before: they cannot use up the page's allowance.
  if (!given.allowance()) return refuse(new Refusal('messages_too_many'), given);
  const fault = messageFault(args);
  if (fault !== null) return refuse(new Refusal('message_malformed', { detail: fault }), given);
  const parsed = Command.safeParse(args[0]);
  // The issues of the schema can quote the input, so they go nowhere.
  if (!parsed.success) return refuse(new Refusal('message_malformed', { detail: 'schema' }), given);
  try {
    const answer = given.dispatcher.dispatch(parsed.data);
    if (!answer.ok) given.refused(answer.refusal.slug);
    return answer;
  } catch (thrown) {
    return refuse(asRefusal(thrown), given);
  }
}

function messageFault(args: readonly unknown[]): 'not-one-argument' | 'too-large' | null {
  if (args.length !== 1) return 'not-one-argument';
  return isWithinSize(args[0], COMMAND_BYTES) ? null : 'too-large';
}

function refuse(refusal: Refusal, given: Gatekeeper): BridgeAnswer {
  given.refused(`${refusal.slug}: ${refusal.details.detail ?? refusal.helpCode}`);
  return { ok: false, refusal: refusal.toJSON() };
}

/**
 * Opens the two channels on one page. `contents.ipc` hears this page only, unlike the global `ipcMain`; the sender is
 * checked all the same. Gives back the way to push a view.
 */
export function installIpc(given: {
  readonly contents: Pick<WebContents, 'ipc' | 'send' | 'isDestroyed'>;
  readonly uiOrigin: string;
  readonly dispatcher: Dispatcher;
  readonly refused: (why: string) => void;
  /** Milliseconds; defaults to a clock that nobody can set. */
  readonly clock?: () => number;
}): (view: View) => void {
  const clock = given.clock ?? (() => performance.now());
  const gatekeeper: Gatekeeper = {
    ...given,
    allowance: createAllowance(clock),
    refused: sparingLog(given.refused, clock),
  };
  given.contents.ipc.handle(COMMAND_CHANNEL, (event, ...args: unknown[]) =>
    answerCommand(event, args, gatekeeper),
  );
  return (view) => {
    // A view may come while the window is being closed; then there is nobody left to tell.
    if (!given.contents.isDestroyed()) given.contents.send(VIEW_CHANNEL, view);
  };
}
