/** Where a defence is shown to hold. */
export type Proof =
  /** A pure function or table, here: the file and the test's name. */
  | { readonly by: 'pure'; readonly file: string; readonly test: string }
  /** The real kiosk on the preview host, here. */
  | { readonly by: 'preview'; readonly file: string; readonly test: string }
  /** A spec that runs against the real Electron in .github/workflows/kiosk.yml; never here. */
  | { readonly by: 'electron'; readonly spec: string }
  /** Somebody at a real machine: what they do and what they must see. */
  | { readonly by: 'hand'; readonly steps: string };

/** One technique of getting out of a kiosk. */
export interface EscapeRow {
  /** Number in the catalogue; letters part techniques that are proved apart. */
  readonly id: string;
  readonly attack: string;
  /** What must be true. */
  readonly expected: string;
  /** Who holds it: the app, or the session of the operating system under it. */
  readonly held: 'app' | 'session' | 'both' | 'nobody here';
  readonly proofs: readonly Proof[];
}

const ROWS = 'test/electron/kiosk/rows/rows.test.ts';
const KEYS = 'test/electron/kiosk/keys.test.ts';
const PAGE = 'test/escape/page.browser.test.ts';
const NETWORK = 'test/escape/network.browser.test.ts';
const BRIDGE = 'test/escape/bridge.browser.test.ts';
const KILLED = 'test/e2e/killed.browser.long.test.ts';
const SUPERVISION = 'test/build/kiosk/supervision.test.ts';
const DESK = 'test/electron/technician/desk.test.ts';
const SWITCHES = 'test/electron/kiosk/switches.test.ts';

const pure = (file: string, test: string): Proof => ({ by: 'pure', file, test });
const preview = (file: string, test: string): Proof => ({ by: 'preview', file, test });
const electron = (spec: string): Proof => ({ by: 'electron', spec });
const hand = (steps: string): Proof => ({ by: 'hand', steps });

const X11 =
  'real X11 input: every chord that the policy refuses changes neither page, zoom, tools nor windows';

/** E1 to E18. A row names the tests that prove it; a test fails when one of them does not exist. */
export const CATALOGUE: readonly EscapeRow[] = [
  {
    id: 'E1',
    attack:
      'Alt+Tab, Win+Tab, Win+D, Win+arrows, Cmd+Tab, Mission Control, swipes with three or four fingers',
    expected: 'There is no other shell or window to switch to; the window stays over its display',
    held: 'session',
    proofs: [
      pure(KEYS, 'what leaves, reloads, inspects, prints or zooms is not'),
      pure(SUPERVISION, 'runs one app in cage, without VT switching, as a user of its own'),
      electron('the window is a kiosk that covers its display, without a menu'),
      hand('In the locked session press each; nothing but Latchkey is on the screen at any time'),
    ],
  },
  {
    id: 'E2',
    attack: 'Ctrl+Alt+Del: Task Manager, switch user, sign out, ease of access',
    expected:
      'The secure attention screen offers nothing; no app can hook these keys (electron/electron#2156)',
    held: 'session',
    proofs: [hand('Windows: press Ctrl+Alt+Del in the kiosk account; only Cancel is there')],
  },
  {
    id: 'E3',
    attack: 'Hot-keys of Sticky, Filter, Toggle and Mouse Keys, and the help link of their dialogs',
    expected: 'The hot-keys are off in the session; text size and theme are offered by the kiosk itself',
    held: 'session',
    proofs: [
      hand(
        'Press Shift five times, hold Num Lock for five seconds, hold right Shift for eight: no dialog comes',
      ),
    ],
  },
  {
    id: 'E4',
    attack: 'Win+U, Win+R, Win+E, Win+F1, Ctrl+Shift+Esc, Ctrl+Esc',
    expected: 'The page never hears them, and the session has no shell that would',
    held: 'both',
    proofs: [
      pure(ROWS, 'the tables decide what expected.txt says'),
      electron(X11),
      hand('In the locked session press each: no window comes'),
    ],
  },
  {
    id: 'E5',
    attack: 'Shift+F10 (the shell of Windows’ own set-up), the context-menu key, the right button',
    expected: 'Refused by the key table; a right click opens no menu; the session has no set-up shell',
    held: 'both',
    proofs: [
      pure(KEYS, 'what leaves, reloads, inspects, prints or zooms is not'),
      pure(ROWS, 'the tables decide what expected.txt says'),
      electron(X11),
      hand('During Windows’ own set-up press Shift+F10: no command prompt comes'),
    ],
  },
  {
    id: 'E6',
    attack: 'F keys, Ctrl+N/T/O/S/P/H/L/J/U/+/-/0, Ctrl+Shift+I, Alt+F4, Alt+Space, Cmd+Q/W/M/H',
    expected: 'Only what one table allows reaches the page: typing, moving and editing',
    held: 'app',
    proofs: [
      pure(ROWS, 'expected.txt has a line for every set of modifiers on every platform, over every key'),
      pure(ROWS, 'each row, removed in turn, is missed'),
      preview(
        'test/build/preview/preview.browser.test.ts',
        'tells the app of keys, and keeps browser chords from the page',
      ),
      electron(X11),
      electron('close is vetoed: the window stays'),
    ],
  },
  {
    id: 'E7',
    attack: 'File dialogs (open, save, print, upload), a file dropped or pasted',
    expected: 'No dialog ever opens, a dropped file leads nowhere, nothing is saved or printed',
    held: 'app',
    proofs: [
      preview(PAGE, 'a file that is chosen or dropped leads nowhere'),
      preview(PAGE, 'no dialog, no print: nothing blocks the page'),
      preview(PAGE, 'no download, by link, blob or data'),
      preview(PAGE, 'not %s'),
      electron('no fetch, no code from text, no window, no print'),
    ],
  },
  {
    id: 'E8',
    attack: 'window.open, target=_blank, mailto:, shell:, file:, view-source:, ms-settings:, UNC paths',
    expected: 'The page stays or is brought back; nothing is handed to another program',
    held: 'app',
    proofs: [
      pure('test/electron/kiosk/navigation.test.ts', 'it may not go to %j'),
      pure('test/electron/kiosk/bundle.test.ts', '$point. $demand'),
      preview(PAGE, 'by location to %s'),
      preview(PAGE, 'no window for %j'),
      electron('the page goes nowhere, about:blank included'),
    ],
  },
  {
    id: 'E9',
    attack: 'Foreign web content in the window (a sign-in page, a captive portal) that links out',
    expected: 'There is none: one origin, served from the package, and no way to any other',
    held: 'app',
    proofs: [
      pure('test/electron/kiosk/origin.test.ts', '%s %s is 403, with the headers'),
      preview(NETWORK, 'no way out by $name'),
      preview(BRIDGE, 'a frame has no bridge, and a message to the window is no command'),
      electron('no fetch, no code from text, no window, no print'),
    ],
  },
  {
    id: 'E10',
    attack: 'Developer tools, --remote-debugging-port, --inspect, NODE_OPTIONS, ELECTRON_RUN_AS_NODE',
    expected:
      'Fuses are off in the binary; a packaged kiosk with such a switch shows its safe screen and no flow',
    held: 'app',
    proofs: [
      pure(SWITCHES, 'a packaged kiosk refuses --$name: $why'),
      pure(SWITCHES, 'a packaged kiosk refuses $name: $why'),
      pure(SWITCHES, 'nine fuses, numbered as in the wire, and integrity where Electron checks it'),
      pure('test/electron/kiosk/bundle.test.ts', 'a packaged window has no developer tools'),
      hand(
        'Start the installed package with each switch: the safe screen with its help code, no field to type in',
      ),
    ],
  },
  {
    id: 'E11',
    attack: 'Zoom, pinch, swipes from the edge, notification centre, screenshots, emoji panel, dictation',
    expected: 'No zoom; the pass is not in screenshots (Windows, macOS); the rest is off in the session',
    held: 'both',
    proofs: [
      pure(ROWS, '%s hangs up its handlers'),
      electron(X11),
      hand(
        'Pinch and swipe on a touch screen, press Win+. and Win+Shift+S: nothing opens, nothing is captured',
      ),
    ],
  },
  {
    id: 'E12',
    attack: 'The system’s on-screen keyboard as a way to its settings and help',
    expected: 'None is installed in the session',
    held: 'session',
    proofs: [hand('Touch a field in the locked session: no system keyboard with a settings button comes')],
  },
  {
    id: 'E13a',
    attack: 'Crash to the desktop: kill the page, the browser or the agent',
    expected: 'The screen comes back, the run resumes from its facts, and no shell is behind it',
    held: 'both',
    proofs: [
      preview(KILLED, 'the renderer is killed: the same screen'),
      preview(KILLED, 'the browser is killed: the same screen'),
      preview(KILLED, 'the agent is killed: the same screen'),
      pure(SUPERVISION, 'restarts after the time of the table, and never gives up'),
      electron('a renderer that crashes comes back'),
    ],
  },
  {
    id: 'E13b',
    attack: 'Hang it, crash it again and again, flood or confuse the bridge',
    expected: 'Reload, then a page without scripts, then a new process, each capped; refusals cost nothing',
    held: 'app',
    proofs: [
      pure(
        'test/electron/kiosk/crashes.test.ts',
        'reloads three times, then the safe screen twice, then a new process',
      ),
      preview('test/build/preview/recovery.browser.test.ts', 'a page that hangs is replaced, too'),
      preview(BRIDGE, 'a flood is refused, fills no log, and the flow still answers'),
      preview(BRIDGE, 'what is no command is refused'),
    ],
  },
  {
    id: 'E14',
    attack: 'Reboot, power cut, boot menu, safe mode, USB boot, single-user mode',
    expected:
      'A power cut resumes from the facts; the boot chain is firmware’s and the disk encryption’s affair',
    held: 'nobody here',
    proofs: [
      preview(
        'test/e2e/preview.browser.test.ts',
        'killed with -9 at the PIN, the next start goes on at the PIN without the pass',
      ),
      hand('Read Secure Boot, disk encryption and the firmware password in the lockdown report'),
    ],
  },
  {
    id: 'E15',
    attack: 'A second monitor or projector, keyboards with launch keys, HID injectors, a sniffer on the wire',
    expected:
      'Every display is covered; launch keys are refused; the directory is reached over verified TLS only',
    held: 'both',
    proofs: [
      pure('test/electron/kiosk/displays.test.ts', 'curtains follow what is plugged in, moved and unplugged'),
      pure(ROWS, 'expected.txt has a line for every set of modifiers on every platform, over every key'),
      electron('every display has a window over it'),
      hand('Plug in a second monitor at each screen: it shows the background colour and nothing else'),
    ],
  },
  {
    id: 'E16',
    attack: 'A second session, fast user switching, remote desktop, virtual terminals, Magic SysRq',
    expected: 'cage without VT switching, no login on other terminals, SysRq off',
    held: 'session',
    proofs: [
      pure(SUPERVISION, 'runs one app in cage, without VT switching, as a user of its own'),
      pure(SUPERVISION, 'no other virtual terminal has a login, and the keyboard no SysRq'),
      hand('Press Ctrl+Alt+F2 and Alt+SysRq+B in the locked session: nothing happens'),
    ],
  },
  {
    id: 'E17',
    attack: 'The technician’s exit: guess the code, watch the keys, copy the disk',
    expected: 'No secret on the device; one use; tries counted on the disk with a growing delay',
    held: 'app',
    proofs: [
      pure(DESK, 'the right code opens the action that was asked for, once'),
      pure(
        DESK,
        '10,000 tries in a week of reboots: none opens, few are judged, and the end of the lock is stated',
      ),
      pure(DESK, 'a reboot, a new challenge, and a clock set forward lift nothing'),
      pure(DESK, 'a full copy of the disk holds neither the code nor anything it is made of'),
    ],
  },
  {
    id: 'E18',
    attack: 'A scanner as a keyboard that sends control keys',
    expected:
      'Control keys meet the same key table; a scan goes to a parser with a strict grammar, and what does not fit is refused whole',
    held: 'app',
    proofs: [
      pure(KEYS, 'what leaves, reloads, inspects, prints or zooms is not'),
      pure('test/electron/ipc/install.test.ts', 'refuses %s'),
      pure(
        'test/electron/contract/pass-entry/scan.test.ts',
        'every beginning of a code is damaged, never whole',
      ),
      pure(
        'test/renderer/scan/burst.test.ts',
        'whatever keys come at whatever times, nothing but a whole code of ours is told as one',
      ),
      preview('test/renderer/entry.browser.test.ts', '%s is refused with a sentence and sent nowhere'),
      electron(X11),
    ],
  },
];
