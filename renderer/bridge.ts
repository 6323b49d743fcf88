import { useCallback, useEffect, useState } from 'react';
import type { CommandInput } from '../electron/contract/commands.ts';
import type { RefusalNotice } from '../electron/contract/refusal.ts';
import type { Bridge, View } from '../electron/contract/view.ts';

declare global {
  interface Window {
    /** Absent when the page is opened outside Latchkey. */
    readonly latchkey?: Bridge;
  }
}

export type Send = (command: CommandInput) => void;

/** What comes over the bridge: the picture to show, and what was refused on the way. */
export interface Line {
  readonly view: View | null;
  /** A command that was not taken, until the next view or the next command. */
  readonly refused: RefusalNotice | null;
  readonly send: Send;
}

/** When the agent itself is gone, its table still has a row for it. */
const AGENT_GONE: RefusalNotice = { slug: 'agent_failed', helpCode: 'LK-9901' };

async function platformAuthenticatorAvailable(): Promise<boolean> {
  try {
    return await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
  } catch {
    return false;
  }
}

export function useLine(bridge: Bridge): Line {
  const [view, setView] = useState<View | null>(null);
  const [refused, setRefused] = useState<RefusalNotice | null>(null);

  const send = useCallback<Send>(
    (command) => {
      setRefused(null);
      bridge.send(command).then(
        (answer) => setRefused(answer.ok ? null : answer.refusal),
        () => setRefused(AGENT_GONE),
      );
    },
    [bridge],
  );

  useEffect(() => {
    const stop = bridge.onView((next) => {
      // Views may overtake each other on the way; an older one would turn the picture back.
      setView((now) => (now && now.revision > next.revision ? now : next));
      setRefused(null);
    });
    bridge.send({ type: 'ready' }).catch(() => setRefused(AGENT_GONE));
    platformAuthenticatorAvailable().then((available) =>
      bridge.send({ type: 'platformAuthenticator', available }).catch(() => setRefused(AGENT_GONE)),
    );
    return stop;
  }, [bridge]);

  return { view, refused, send };
}
