import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { displaysToCover, installDisplays } from '../../../electron/kiosk/displays.ts';
import { coverWindowOptions } from '../../../electron/kiosk/window.ts';

const place = (id: number, x = 0) => ({ id, bounds: { x, y: 0, width: 100, height: 100 } });

test('covers every display but the one that shows the flow', () => {
  expect([...displaysToCover([place(1), place(2, 100), place(3, 200)], 2).keys()]).toEqual([1, 3]);
  expect(displaysToCover([place(1)], 1).size).toBe(0);
});

test('curtains follow what is plugged in, moved and unplugged', () => {
  const events = new EventEmitter();
  let displays = [place(1)];
  const done: string[] = [];
  installDisplays({
    screen: Object.assign(events, {
      getAllDisplays: () => displays,
      getDisplayMatching: () => place(1),
    }) as unknown as Electron.Screen,
    window: {
      getBounds: () => place(1).bounds,
      setKiosk: () => void done.push('kiosk'),
      isDestroyed: () => false,
    },
    cover: ({ x }) => {
      done.push(`cover ${x}`);
      return {
        setBounds: (bounds) => void done.push(`move ${bounds.x}`),
        destroy: () => void done.push('gone'),
      };
    },
  });
  expect(done).toEqual([]);
  displays = [place(1), place(2, 100)];
  events.emit('display-added');
  displays = [place(1), place(2, 300)];
  events.emit('display-metrics-changed');
  displays = [place(1)];
  events.emit('display-removed');
  expect(done).toEqual(['kiosk', 'cover 100', 'kiosk', 'move 300', 'kiosk', 'gone']);
});

test('a curtain has no preload, no script and no focus', () => {
  const options = coverWindowOptions(place(2, 100).bounds, {} as Electron.Session);
  expect(options).toMatchObject({ x: 100, focusable: false, kiosk: true, closable: false });
  expect(options.webPreferences).toMatchObject({ javascript: false, devTools: false, sandbox: true });
  expect(options.webPreferences?.preload).toBeUndefined();
});
