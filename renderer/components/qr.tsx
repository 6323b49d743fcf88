import { type ReactNode, useMemo } from 'react';
import { encode } from 'uqr';
import { qrPath } from './qr-path.ts';

interface QrProps {
  readonly text: string;
  readonly label: string;
  /** So much text that the square has to be larger for a camera to read it. */
  readonly fine?: boolean;
}

export function Qr({ text, label, fine = false }: QrProps): ReactNode {
  const { data, size } = useMemo(() => encode(text, { ecc: 'M', border: 2 }), [text]);
  return (
    <svg
      className={fine ? 'qr qr-fine' : 'qr'}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={qrPath(data)} fill="#16233a" />
    </svg>
  );
}
