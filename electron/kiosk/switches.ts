/** A command-line switch that a packaged kiosk does not start with. */
export interface SwitchRow {
  readonly name: string;
  readonly why: string;
}

/**
 * Chromium and Electron read these from the command line, and no fuse stops them. A packaged kiosk that was started with
 * one shows its safe screen, with no flow behind it: nothing is typed that a debugger could read. In development they are
 * allowed: test drivers need two of them.
 */
export const REFUSED_SWITCHES: readonly SwitchRow[] = [
  { name: 'no-sandbox', why: 'switches the sandbox off for every process' },
  { name: 'disable-gpu-sandbox', why: 'the same for the GPU process' },
  { name: 'disable-setuid-sandbox', why: 'the same on older Linux kernels' },
  { name: 'disable-seccomp-filter-sandbox', why: 'the inner half of the sandbox on Linux' },
  { name: 'single-process', why: 'page and main process in one' },
  { name: 'in-process-gpu', why: 'the GPU process inside the main one' },
  { name: 'remote-debugging-port', why: 'whoever reaches the port owns the page' },
  { name: 'remote-debugging-pipe', why: 'the same over a pipe' },
  { name: 'remote-debugging-address', why: 'the same from another machine' },
  { name: 'remote-allow-origins', why: 'lets web pages speak to the debugging port' },
  { name: 'inspect', why: 'a debugger into the main process (a fuse says it as well)' },
  { name: 'inspect-brk', why: 'the same, stopped at the first line' },
  { name: 'inspect-port', why: 'the same, by its port' },
  { name: 'js-flags', why: 'flags of V8 can turn its defences off' },
  { name: 'disable-web-security', why: 'the same-origin policy' },
  { name: 'disable-site-isolation-trials', why: 'one process for several origins' },
  { name: 'disable-features', why: 'takes defences away by name' },
  { name: 'enable-features', why: 'brings unfinished features by name' },
  { name: 'enable-blink-features', why: 'the same in the page' },
  { name: 'enable-experimental-web-platform-features', why: 'all unfinished features at once' },
  { name: 'ignore-certificate-errors', why: 'any certificate would do' },
  { name: 'ignore-certificate-errors-spki-list', why: 'chosen certificates would do' },
  { name: 'unsafely-treat-insecure-origin-as-secure', why: 'WebAuthn on an origin that is not ours' },
  { name: 'allow-running-insecure-content', why: 'http inside https' },
  { name: 'host-rules', why: 'sends our names elsewhere' },
  { name: 'host-resolver-rules', why: 'the same, at the resolver' },
  { name: 'proxy-server', why: 'the window has no network; a proxy would be one' },
  { name: 'proxy-pac-url', why: 'the same by a script' },
  { name: 'load-extension', why: 'foreign scripts in every page' },
  { name: 'renderer-cmd-prefix', why: 'starts a program of choice for each page' },
  { name: 'gpu-launcher', why: 'the same for the GPU process' },
  { name: 'utility-cmd-prefix', why: 'the same for utility processes' },
  { name: 'log-net-log', why: 'writes what is sent into a file' },
  { name: 'enable-logging', why: 'writes console messages of the page into a file' },
  { name: 'user-data-dir', why: 'another profile: another single-instance lock, so a second kiosk' },
  { name: 'use-mock-keychain', why: 'macOS: keys in memory that look like a keychain' },
  { name: 'password-store', why: 'Linux: basic_text would be a keychain in clear' },
];

/** `--name`, `-name` or, on Windows, `/name`, with or without a value; Windows does not care about case. */
function switchName(word: string): string | null {
  return /^(?:--?|\/)([a-z][a-z-]*)(?:=|$)/.exec(word.toLowerCase())?.[1] ?? null;
}

/**
 * The first switch of this start that a packaged kiosk refuses; `null` when there is none. Looks at what the process was
 * started with, and not at Chromium's own command line, to which Electron adds switches of its own.
 */
export function refusedSwitch(argv: readonly string[], packaged: boolean): string | null {
  if (!packaged) return null;
  const given = new Set(argv.map(switchName));
  return REFUSED_SWITCHES.find(({ name }) => given.has(name))?.name ?? null;
}

/** A variable that Node or Chromium would obey. */
export interface VariableRow {
  readonly name: string;
  readonly why: string;
}

/**
 * Environment variables that weaken the agent and that no fuse stops; a packaged kiosk that has one does not start its
 * flow either. (NODE_OPTIONS, NODE_EXTRA_CA_CERTS and ELECTRON_RUN_AS_NODE are stopped by fuses, and some companies set
 * the second on every machine.)
 */
export const REFUSED_VARIABLES: readonly VariableRow[] = [
  { name: 'NODE_TLS_REJECT_UNAUTHORIZED', why: '0 accepts any certificate of the directory' },
  { name: 'NODE_DEBUG', why: 'prints requests with their tokens' },
  { name: 'NODE_V8_COVERAGE', why: 'writes what ran into a folder' },
  { name: 'SSLKEYLOGFILE', why: 'writes the keys of TLS connections into a file' },
  { name: 'ELECTRON_ENABLE_LOGGING', why: 'writes console messages of the page into the log' },
  { name: 'ELECTRON_LOG_FILE', why: 'the same into a file of choice' },
];

/** The first variable that a packaged kiosk refuses; set to nothing it counts as absent. */
export function refusedVariable(
  env: Readonly<Record<string, string | undefined>>,
  packaged: boolean,
): string | null {
  if (!packaged) return null;
  return REFUSED_VARIABLES.find(({ name }) => env[name])?.name ?? null;
}
