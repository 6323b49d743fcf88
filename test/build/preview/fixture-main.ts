/** A main process as small as one can be, around the real kiosk and bridge. The tests run it on the preview. */
import { app, BrowserWindow, session } from 'electron';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { View } from '../../../electron/contract/view.ts';
import { installIpc } from '../../../electron/ipc/install.ts';
import type { ServedFile } from '../../../electron/kiosk/built-files.ts';
import { installKeys } from '../../../electron/kiosk/keys.ts';
import { installNavigation } from '../../../electron/kiosk/navigation.ts';
import { installRecovery } from '../../../electron/kiosk/recovery.ts';
import { safeScreenFiles } from '../../../electron/kiosk/safe-screen.ts';
import { installSession } from '../../../electron/kiosk/session.ts';
import { kioskWindowOptions } from '../../../electron/kiosk/window.ts';

const argv = process.argv.slice(1);
const uiOrigin = 'https://localhost';

const PAGE = `<!doctype html><html lang="en"><title>fixture</title><link rel="icon" href="data:,">
<p id="revision"></p><input id="typed" aria-label="typed"><a id="away" href="https://evil.example/">away</a>
<a id="tab" target="_blank" href="https://evil.example/">tab</a><iframe id="frame" src="https://evil.example/"></iframe>
<script type="module" src="/page.js"></script></html>`;

const SCRIPT = `window.views = [];
window.stop = window.latchkey.onView((view) => {
  window.views.push(view);
  document.querySelector('#revision').textContent = String(view.revision);
});
window.latchkey.send({ type: 'ready' });`;

function served(type: string, text: string): ServedFile {
  return { type, read: async () => new TextEncoder().encode(text) };
}

function tell(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function start(): Promise<void> {
  const kiosk = session.fromPartition('fixture');
  const files = new Map([
    ['/', served('text/html; charset=utf-8', PAGE)],
    ['/page.js', served('text/javascript; charset=utf-8', SCRIPT)],
    ...safeScreenFiles('LK-9901'),
  ]);
  installSession({ app, session: kiosk, uiOrigin, files });
  const preload = process.env.FIXTURE_PRELOAD ?? '';
  const window = new BrowserWindow(kioskWindowOptions({ preload, session: kiosk, packaged: false }));
  const loadStart = installRecovery({
    app,
    window,
    uiOrigin,
    argv,
    clock: Date.now,
    noticed: (reason, action) => tell({ event: 'gone', reason, action }),
  });
  let revision = 0;
  const push = installIpc({
    contents: window.webContents,
    uiOrigin,
    refused: (why) => tell({ event: 'refused', why }),
    dispatcher: {
      dispatch(command) {
        if (command.type === 'finish')
          return { ok: false, refusal: new Refusal('command_not_allowed').toJSON() };
        revision += 1;
        push({ revision } as View);
        return { ok: true };
      },
    },
  });
  await loadStart();
  tell({ event: 'loaded' });
}

installNavigation({ app, uiOrigin });
installKeys({ app, platform: process.platform });
app.on('web-contents-created', (_event, contents) => {
  contents.on('before-input-event', (_key, input) =>
    tell({ event: 'key', key: input.key, type: input.type }),
  );
});
void app.whenReady().then(start);
