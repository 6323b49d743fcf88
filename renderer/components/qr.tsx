import { type ReactNode, useMemo } from 'react';
import { encode } from 'uqr';
import { qrPath } from './qr-path.ts';

export function Qr({ text, label }: { text: string; label: string }): ReactNode {
  const { data, size } = useMemo(() => encode(text, { ecc: 'M', border: 2 }), [text]);
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={qrPath(data)} fill="#16233a" />
    </svg>
  );
}
