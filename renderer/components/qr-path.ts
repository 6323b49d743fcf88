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
