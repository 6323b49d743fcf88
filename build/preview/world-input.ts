import type { ToNode } from './world-isolated.ts';

/**
 * Keys and clicks that a browser would act on by itself. A listener in Node cannot answer a DOM event in time, so the
 * page's side blocks first and tells afterwards: every chord with Control, Alt or Meta and every function key, except
 * editing ones. Sent as source text into the isolated world; it may use nothing from outside itself.
 */
export function guardInput(report: (message: ToNode) => void): void {
  const EDITING = new Set([
    'a',
    'c',
    'v',
    'x',
    'y',
    'z',
    'ArrowLeft',
    'ArrowRight',
    'ArrowUp',
    'ArrowDown',
    'Home',
    'End',
    'Backspace',
    'Delete',
  ]);
  const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta']);
  const mac = /mac/i.test(navigator.platform);

  function isBrowserChord(event: KeyboardEvent): boolean {
    if (MODIFIERS.has(event.key)) return false;
    // Characters of the third level (@ on a German keyboard) come with modifiers and are typing all the same.
    if (event.getModifierState('AltGraph') && event.key.length === 1) return false;
    if (event.ctrlKey || event.metaKey || event.altKey) {
      const main = mac ? event.metaKey : event.ctrlKey;
      const letter = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      return !main || event.altKey || !EDITING.has(letter) || (event.shiftKey && 'acvxy'.includes(letter));
    }
    return (
      event.key.length > 1 &&
      /^(F\d+|Browser.*|Launch.*|GoBack|GoForward|ContextMenu|Print.*)$/.test(event.key)
    );
  }

  function input(event: KeyboardEvent, type: string): Record<string, unknown> {
    return {
      type,
      key: event.key,
      code: event.code,
      isAutoRepeat: event.repeat,
      isComposing: event.isComposing,
      shift: event.shiftKey,
      control: event.ctrlKey,
      alt: event.altKey,
      meta: event.metaKey,
      location: event.location,
      modifiers: [],
    };
  }

  const stop = (event: Event): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const [name, type] of [
    ['keydown', 'keyDown'],
    ['keyup', 'keyUp'],
  ] as const) {
    window.addEventListener(
      name,
      (event) => {
        if (!event.isTrusted) return;
        if (isBrowserChord(event)) stop(event);
        report({ kind: 'key', input: input(event, type) });
      },
      { capture: true },
    );
  }
  // A click with a modifier, or with the middle button, opens a tab that no route sees.
  for (const name of ['click', 'auxclick'] as const) {
    window.addEventListener(
      name,
      (event) => {
        if (event.button === 1 || event.ctrlKey || event.shiftKey || event.metaKey || event.altKey)
          stop(event);
      },
      { capture: true },
    );
  }
  window.addEventListener('contextmenu', (event) => event.preventDefault(), { capture: true });
}
