/** An element to be written. Attributes and children in the order given: schemas demand one. */
export interface Element {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly Element[];
  readonly text?: string;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '');

/** An XML document, indented by two spaces. `encoding` is what its first line says; the caller writes the file in it. */
export function writeXml(root: Element, encoding: 'utf-8' | 'UTF-16' = 'utf-8'): string {
  return `<?xml version="1.0" encoding="${encoding}"?>\n${lines(root, '')}`;
}

function lines({ name, attributes = {}, children = [], text }: Element, indent: string): string {
  const members = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const start = `${indent}<${name}${members.join('')}`;
  if (text !== undefined) return `${start}>${escaped(text)}</${name}>\n`;
  if (children.length === 0) return `${start} />\n`;
  return `${start}>\n${children.map((child) => lines(child, `${indent}  `)).join('')}${indent}</${name}>\n`;
}
