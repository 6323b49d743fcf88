/*
 * The package's first file. `latchkey --cli doctor` is the terminal host, everything else the kiosk: a packaged Electron can
 * run no script of its own (the fuse RunAsNode is off), so the terminal has to be a mode of the one program.
 */
if (process.argv[1] === '--cli') {
  await import('../../electron/cli.ts');
  // Nothing is left to do, but Electron waits for a window that never comes. There `process.exit` is `app.exit`.
  process.exit(process.exitCode ?? 0);
} else {
  await import('../../electron/main.ts');
}
