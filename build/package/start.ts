/*
 * The package's first file. `latchkey --cli doctor` is the terminal host, `latchkey --setup plan` the first-boot set-up of Linux,
 * everything else the kiosk: a packaged Electron can run no script of its own (the fuse RunAsNode is off), so each has to be a mode of
 * the one program.
 */
const FOR_CHROMIUM = ['--ozone-platform=headless', '--disable-gpu', '--no-sandbox'];

const [program = '', mode, ...rest] = process.argv;
if (mode === '--cli' || mode === '--setup') {
  // What the commands in /usr/bin say to Chromium, which reads its switches anywhere.
  while (FOR_CHROMIUM.includes(rest[0] ?? '')) rest.shift();
  process.argv = [program, mode, ...rest];
  if (mode === '--cli') await import('../../electron/cli.ts');
  else await import('./setup.ts');
  // Nothing is left to do, but Electron waits for a window that never comes. There `process.exit` is `app.exit`.
  process.exit(process.exitCode ?? 0);
} else {
  await import('../../electron/main.ts');
}
