import { type ReactNode, useMemo } from 'react';
import { encode } from 'uqr';

/** What the square says: plain text that any camera shows, one fact a line. */
export function qrText(code: string, deviceName: string, serialNumber: string): string {
  return [`Latchkey ${code}`, `Device ${deviceName}`, `Serial ${serialNumber}`].join('\n');
}

/** Dark squares as one path: runs of a row become one rectangle each. */
export function qrPath(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) =>
      row.flatMap((dark, x) => {
        if (!dark || row[x - 1]) return [];
        const end = row.indexOf(false, x);
        return [`M${x} ${y}h${(end < 0 ? row.length : end) - x}v1H${x}z`];
      }),
    )
    .join('');
}

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
