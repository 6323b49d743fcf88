/**
 * Keys and clicks that a browser would act on by itself. A listener in Node cannot answer a DOM event in time, so the
 * page's side blocks first and tells afterwards: every chord with Control, Alt or Meta and every function key, except
 * editing ones. Its source text is sent into the isolated world; it may use nothing from outside itself.
 */
export class InputGuard {
  private readonly editing = new Set(
    'a c v x y z ArrowLeft ArrowRight ArrowUp ArrowDown Home End Backspace Delete'.split(' '),
  );
  private readonly modifiers = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta']);
  private readonly mac = /mac/i.test(navigator.platform);

  constructor(report: (input: Readonly<Record<string, unknown>>) => void) {
    for (const name of ['keydown', 'keyup'] as const) {
      this.listen(name, (event) => {
        if (!event.isTrusted) return;
        if (this.isBrowserChord(event)) this.stop(event);
        report(this.input(event));
      });
    }
    // A click with a modifier, or with the middle button, opens a tab that no route sees.
    for (const name of ['click', 'auxclick'] as const) {
      this.listen(name, (event) => {
        const modified = event.ctrlKey || event.shiftKey || event.metaKey || event.altKey;
        if (event.button === 1 || modified) this.stop(event);
      });
    }
    this.listen('contextmenu', (event) => event.preventDefault());
  }

  private isBrowserChord(event: KeyboardEvent): boolean {
    if (this.modifiers.has(event.key)) return false;
    const oneCharacter = event.key.length === 1;
    // Characters of the third level (@ on a German keyboard) come with modifiers and are typing all the same.
    if (oneCharacter && event.getModifierState('AltGraph')) return false;
    if (event.ctrlKey || event.metaKey || event.altKey) return !this.isEditing(event);
    // Shift+Escape is the browser's task manager.
    if (event.key === 'Escape') return event.shiftKey;
    return (
      !oneCharacter && /^(F\d+|Browser.*|Launch.*|GoBack|GoForward|ContextMenu|Print.*)$/.test(event.key)
    );
  }

  private isEditing(event: KeyboardEvent): boolean {
    const main = this.mac ? event.metaKey : event.ctrlKey;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (!main || event.altKey || !this.editing.has(key)) return false;
    // Control+Shift+C is the inspector; with Shift only redo and selecting are editing.
    return !event.shiftKey || key === 'z' || key.length > 1;
  }

  /** In the words of Electron's `Input`. */
  private input(event: KeyboardEvent): Record<string, unknown> {
    return {
      type: event.type === 'keydown' ? 'keyDown' : 'keyUp',
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

  private listen<K extends keyof WindowEventMap>(
    name: K,
    listener: (event: WindowEventMap[K]) => void,
  ): void {
    window.addEventListener(name, listener, { capture: true });
  }

  private stop(event: Event): void {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}
