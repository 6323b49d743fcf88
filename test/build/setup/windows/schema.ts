import type { Element } from '../../kiosk/well-formed.ts';

/** What may be said of one element. Children end in ? (or none), + (one or more) or * (any); attributes in ! where they must be. */
interface Rule {
  /** In this order. */
  readonly sequence?: readonly string[];
  /** In any order. */
  readonly all?: readonly string[];
  readonly attributes?: Readonly<Record<string, RegExp>>;
  readonly text?: RegExp;
  /** Attribute that no two children share. */
  readonly unique?: string;
}

/** By name, or by parent/name where the same name means two things. */
export type Rules = Readonly<Record<string, Rule>>;

/** What a document has that its schema does not allow. */
export function problems(element: Element, rules: Rules, parent = ''): string[] {
  const rule = rules[`${parent}/${element.name}`] ?? rules[element.name];
  if (rule === undefined) return [`${element.name} is not known`];
  return [
    ...children(element, rule),
    ...attributes(element, rule),
    ...((rule.text === undefined ? element.text === '' : rule.text.test(element.text))
      ? []
      : [`${element.name} says ${element.text}`]),
    ...element.children.flatMap((child) => problems(child, rules, element.name)),
  ];
}

function children({ name, children: found }: Element, { sequence, all = [], unique }: Rule): string[] {
  const names = found.map((child) => child.name);
  const wanted = (sequence ?? all).map((each) => ({
    name: each.replace(/[?+*]$/, ''),
    often: /[?+*]$/.exec(each)?.[0] ?? '',
  }));
  const wrong = wanted.flatMap(({ name: child, often }) => {
    const count = names.filter((each) => each === child).length;
    const fits = { '': count === 1, '?': count <= 1, '+': count >= 1, '*': true }[often];
    return fits ? [] : [`${name} has ${count} of ${child}`];
  });
  const order = wanted.map((each) => each.name);
  const places = names.map((each) => order.indexOf(each));
  const isInOrder =
    sequence === undefined ||
    places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0));
  const shared = unique === undefined ? [] : found.map((child) => child.attributes[unique]);
  return [
    ...wrong,
    ...names.filter((each) => !order.includes(each)).map((each) => `${name} has ${each}`),
    ...(isInOrder ? [] : [`${name} in another order`]),
    ...(new Set(shared).size === shared.length ? [] : [`${name} has two of one ${unique}`]),
  ];
}

function attributes({ name, attributes: found }: Element, { attributes: allowed = {} }: Rule): string[] {
  const rows = Object.entries(allowed).map(([key, pattern]) => ({
    key: key.replace(/!$/, ''),
    isDue: key.endsWith('!'),
    pattern,
  }));
  return [
    ...rows
      .filter(({ key, isDue }) => isDue && found[key] === undefined)
      .map(({ key }) => `${name} has no ${key}`),
    ...Object.entries(found)
      .filter(([key]) => !/^xmlns(:|$)/.test(key))
      .filter(([key, value]) => !rows.some((row) => row.key === key && row.pattern.test(value)))
      .map(([key, value]) => `${name} has ${key}="${value}"`),
  ];
}
