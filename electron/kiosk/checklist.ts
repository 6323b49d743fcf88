/** One point of Electron's security checklist, and what this kiosk does about it. */
export interface ChecklistRow {
  /** Number in https://www.electronjs.org/docs/latest/tutorial/security (Electron 45). */
  readonly point: number;
  readonly demand: string;
  /** Files that hold the answer. */
  readonly where: readonly string[];
  readonly answer: string;
}

/** All twenty points. A test holds each against the built main bundle. */
export const CHECKLIST: readonly ChecklistRow[] = [
  {
    point: 1,
    demand: 'Only load secure content',
    where: ['origin.ts', 'network.ts'],
    answer: 'One https origin served from the package; every other request is cancelled, whatever its scheme',
  },
  {
    point: 2,
    demand: 'Do not enable Node.js integration for remote content',
    where: ['window.ts'],
    answer: 'Off for pages, workers and frames; there is no remote content',
  },
  {
    point: 3,
    demand: 'Enable context isolation',
    where: ['window.ts'],
    answer: 'On, said aloud',
  },
  {
    point: 4,
    demand: 'Enable process sandboxing',
    where: ['window.ts', '../main.ts', 'switches.ts'],
    answer:
      'On for the window, app.enableSandbox() for every process, and --no-sandbox refused when packaged',
  },
  {
    point: 5,
    demand: 'Handle session permission requests from remote content',
    where: ['permissions.ts'],
    answer: 'Request, check, device and display handlers all say no; device choosers get nothing',
  },
  {
    point: 6,
    demand: 'Do not disable webSecurity',
    where: ['window.ts', 'switches.ts'],
    answer: 'On, and --disable-web-security refused when packaged',
  },
  {
    point: 7,
    demand: 'Define a Content Security Policy',
    where: ['headers.ts'],
    answer: "A header on every answer: default-src 'none', Trusted Types, sandbox",
  },
  {
    point: 8,
    demand: 'Do not enable allowRunningInsecureContent',
    where: ['window.ts'],
    answer: 'Off, said aloud',
  },
  {
    point: 9,
    demand: 'Do not enable experimental features',
    where: ['window.ts', 'switches.ts'],
    answer: 'Off, and the switches for them refused when packaged',
  },
  {
    point: 10,
    demand: 'Do not use enableBlinkFeatures',
    where: ['window.ts', 'switches.ts'],
    answer: 'Not used anywhere, and the switch refused when packaged',
  },
  {
    point: 11,
    demand: 'Do not use allowpopups for webviews',
    where: ['window.ts'],
    answer: 'There are no webviews: webviewTag is off',
  },
  {
    point: 12,
    demand: 'Verify webview options before creation',
    where: ['navigation.ts'],
    answer: 'will-attach-webview is always prevented',
  },
  {
    point: 13,
    demand: 'Disable or limit navigation',
    where: ['navigation.ts', 'crashes.ts'],
    answer: 'Three events, origins compared after parsing; what no event announces is undone by did-navigate',
  },
  {
    point: 14,
    demand: 'Disable or limit creation of new windows',
    where: ['navigation.ts', 'headers.ts'],
    answer: 'setWindowOpenHandler denies; the sandbox directive has no allow-popups',
  },
  {
    point: 15,
    demand: 'Do not use shell.openExternal with untrusted content',
    where: ['../main.ts'],
    answer: 'shell is not imported at all',
  },
  {
    point: 16,
    demand: 'Use a current version of Electron',
    where: ['../../package.json'],
    answer: 'One exact version, raised on purpose; Electron supports its three newest majors',
  },
  {
    point: 17,
    demand: 'Validate the sender of all IPC messages',
    where: ['../ipc/sender.ts', '../ipc/install.ts'],
    answer: 'One choke point: sender, frame, origin, rate, size, schema, step',
  },
  {
    point: 18,
    demand: 'Avoid the file: protocol and prefer a custom one',
    where: ['origin.ts', 'fuses.ts'],
    answer: 'https is intercepted in the session; no loadFile; the fuse for file: privileges is off',
  },
  {
    point: 19,
    demand: 'Check which fuses you can change',
    where: ['fuses.ts'],
    answer: 'All nine, each with a value and why',
  },
  {
    point: 20,
    demand: 'Do not expose Electron APIs to untrusted content',
    where: ['../preload.ts'],
    answer: 'Two functions of our own; listeners never see the event object',
  },
];
