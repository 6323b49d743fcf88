/** Members that the language itself asks for on any value; answering `undefined` is right. */
const ASKED_BY_THE_LANGUAGE: ReadonlySet<string> = new Set(['then', 'toJSON', 'constructor', 'prototype']);

/**
 * Makes reading an unknown member throw by name. Code is checked against Electron's whole declarations, the stand-in
 * has a slice of them; a silent `undefined` there would look like a bug somewhere else.
 */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, member, receiver) {
      const known = typeof member === 'symbol' || member in object || ASKED_BY_THE_LANGUAGE.has(member);
      if (!known) throw new TypeError(`${name}.${String(member)} is not in the preview's slice of Electron`);
      return Reflect.get(object, member, receiver);
    },
  });
}
