/** What a property list holds. Numbers are whole ones. */
export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value };
export type Dict = { readonly [key: string]: Value };

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A property list as XML, in the order of the members. PropertyList-1.0.dtd. */
export function writePlist(root: Dict): string {
  const head = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
  ];
  return [...head, ...lines(root, ''), '</plist>', ''].join('\n');
}

function lines(value: Value, indent: string): string[] {
  const deeper = `${indent}  `;
  if (typeof value === 'string') return [`${indent}<string>${escaped(value)}</string>`];
  if (typeof value === 'boolean') return [`${indent}<${value}/>`];
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) throw new RangeError(`${value} is no whole number`);
    return [`${indent}<integer>${value}</integer>`];
  }
  if (isList(value))
    return [`${indent}<array>`, ...value.flatMap((item) => lines(item, deeper)), `${indent}</array>`];
  const members = Object.entries(value).flatMap(([key, item]) => [
    `${deeper}<key>${escaped(key)}</key>`,
    ...lines(item, deeper),
  ]);
  return [`${indent}<dict>`, ...members, `${indent}</dict>`];
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
