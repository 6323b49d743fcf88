export type Host = 'electron' | 'preview' | 'terminal';

/** What was found on this machine. */
export interface Machine {
  /** Standard input and output are a terminal. */
  readonly onTerminal: boolean;
  /** There is a screen to show a window on. */
  readonly display: boolean;
  readonly electron: boolean;
  /** A Chromium, Chrome or Edge is installed. */
  readonly browser: boolean;
}

export type Choice =
  | { readonly host: Host; readonly why: string }
  /** Electron would be best and is not here: ask before anything is fetched. */
  | { readonly host: 'electron'; readonly offerToFetch: true; readonly otherwise: 'preview' | 'terminal' }
  | { readonly host: null; readonly why: string };

/** Which host shows the flow: the one that was asked for if it can run, else the best one there is. Pure. */
export function chooseHost(wanted: Host | null, machine: Machine): Choice {
  if (wanted !== null) return wish(wanted, machine);
  if (!machine.onTerminal)
    return { host: 'terminal', why: 'nobody is at the keyboard, so it runs by itself' };
  if (!machine.display) return { host: 'terminal', why: 'there is no screen' };
  if (machine.electron) return { host: 'electron', why: 'Electron is installed' };
  return { host: 'electron', offerToFetch: true, otherwise: machine.browser ? 'preview' : 'terminal' };
}

function wish(wanted: Host, machine: Machine): Choice {
  if (wanted === 'electron' && !machine.electron) {
    return {
      host: null,
      why: 'The Electron binary is not here. Fetch it with “npx install-electron”, or use --host preview.',
    };
  }
  if (wanted === 'preview' && !machine.browser) {
    return { host: null, why: 'No Chromium, Chrome or Edge was found. Install one, or use --host terminal.' };
  }
  return { host: wanted, why: 'you asked for it' };
}
