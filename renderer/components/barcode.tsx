import { type ReactNode, useMemo } from 'react';
import { code128 } from './code-128.ts';

/** Light modules that scanners need on both sides (ISO/IEC 15417 4.4). */
const QUIET = 10;

/** For scanners that type what they read, as a keyboard would. */
export function Barcode({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { path, width } = useMemo(() => {
    let at = QUIET;
    const bars: string[] = [];
    for (const [index, modules] of code128(text).entries()) {
      if (index % 2 === 0) bars.push(`M${at} 0h${modules}v1h-${modules}z`);
      at += modules;
    }
    return { path: bars.join(''), width: at + QUIET };
  }, [text]);
  return (
    <svg
      className="barcode"
      viewBox={`0 0 ${width} 1`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000000" />
    </svg>
  );
}
