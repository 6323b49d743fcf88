/** One size of an icon: `pixels` square, drawn as PNG. */
export interface Picture {
  readonly pixels: number;
  readonly png: Buffer;
}

/** Apple's names for the PNG sizes of an .icns file, in pixels. */
const ICNS_TYPES: ReadonlyMap<number, readonly string[]> = new Map([
  [32, ['ic11']],
  [64, ['ic12']],
  [128, ['ic07']],
  [256, ['ic08', 'ic13']],
  [512, ['ic09', 'ic14']],
  [1024, ['ic10']],
]);

/**
 * Windows' .ico with PNG entries (since Vista): a directory of sixteen bytes a picture, then the pictures.
 * https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10)
 */
export function ico(pictures: readonly Picture[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { pixels, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    // 256 does not fit into a byte; 0 stands for it.
    head.writeUInt8(pixels % 256, at);
    head.writeUInt8(pixels % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** Apple's .icns: `icns`, the whole length, then type, length and PNG of each picture. Sizes it does not know are left out. */
export function icns(pictures: readonly Picture[]): Buffer {
  const entries = pictures.flatMap(({ pixels, png }) =>
    (ICNS_TYPES.get(pixels) ?? []).map((type) => chunk(type, png)),
  );
  return chunk('icns', Buffer.concat(entries));
}

function chunk(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(8 + content.length, 4);
  return Buffer.concat([head, content]);
}
