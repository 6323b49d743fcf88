/** An element of a small XML file: enough to read what a plist or a Shell Launcher file says. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

interface Open extends Element {
  readonly children: Element[];
  text: string;
}

const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^>]*>|<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|([^<]+)|(<)/g;

/** Reads XML; throws where it is not well-formed. Attributes may not be given twice, and there is one root. */
export function readXml(source: string): Element {
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const stack: Open[] = [root];
  for (const [whole, closing, name, members = '', empty, text, stray] of source.matchAll(TOKEN)) {
    const top = stack.at(-1) as Open;
    if (stray !== undefined) throw new SyntaxError('a stray <');
    if (text !== undefined) top.text += text.trim();
    if (name === undefined) continue;
    if (closing === '/') {
      if (top.name !== name) throw new SyntaxError(`${whole} closes ${top.name}`);
      stack.pop();
      continue;
    }
    const pairs = [...members.matchAll(/([\w:]+)="([^"]*)"/g)].map(
      ([, key = '', value = '']) => [key, value] as const,
    );
    if (new Set(pairs.map(([key]) => key)).size !== pairs.length)
      throw new SyntaxError(`${whole} says a thing twice`);
    const element: Open = { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
    top.children.push(element);
    if (empty !== '/') stack.push(element);
  }
  const [only, ...more] = root.children;
  if (stack.length !== 1 || only === undefined || more.length > 0)
    throw new SyntaxError('not one root that is closed');
  return only;
}

/** All elements of that name, at any depth. */
export function all(element: Element, name: string): Element[] {
  const inside = element.children.flatMap((child) => all(child, name));
  return element.name === name ? [element, ...inside] : inside;
}

/** What a `dict` of a plist says. */
export function plistDict(dict: Element): Record<string, Element> {
  const pairs: Record<string, Element> = {};
  for (let index = 0; index < dict.children.length; index += 2) {
    const [key, value] = dict.children.slice(index, index + 2);
    if (key?.name !== 'key' || value === undefined) throw new SyntaxError('a key without a value');
    pairs[key.text] = value;
  }
  return pairs;
}
