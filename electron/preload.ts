import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { Bridge, View } from './contract/view.ts';

// The same two words as in ipc/channels.ts. They are repeated because a sandboxed preload may not import at run time,
// and this file has no logic worth a chunk of its own; test/electron/ipc/preload.test.ts compares them.
const COMMAND_CHANNEL = 'latchkey:command';
const VIEW_CHANNEL = 'latchkey:view';

/**
 * The whole bridge: one channel down, one channel up, no logic. Named functions only, never `ipcRenderer` itself, and
 * listeners never see the event object, which would hand the page a way to every channel.
 */
const bridge: Bridge = {
  send: (command) => ipcRenderer.invoke(COMMAND_CHANNEL, command),
  onView: (listener) => {
    const onMessage = (_event: IpcRendererEvent, view: View): void => listener(view);
    ipcRenderer.on(VIEW_CHANNEL, onMessage);
    return () => {
      ipcRenderer.removeListener(VIEW_CHANNEL, onMessage);
    };
  },
};

// contextBridge freezes what it exposes.
contextBridge.exposeInMainWorld('latchkey', bridge);
