import type { ReactNode } from 'react';
import { type Logo, readMarkPath, readViewBox } from '../../../electron/contract/branding/branding.ts';
import { markOn, nightIn } from '../../../electron/contract/branding/shades.ts';
import { OWN_NIGHT } from '../../theme/apply-branding.ts';
import { DoorMark } from '../door/door.tsx';

interface MarkProps {
  readonly logo: Logo | undefined;
  /** The company's night, on which it is seen. */
  readonly night: string | undefined;
}

/** The company's mark, or the door as ours. The name stands beside it, so readers skip it. */
export function Mark({ logo, night }: MarkProps): ReactNode {
  const box = logo && readViewBox(logo.viewBox);
  if (!logo || !box) return <DoorMark />;
  const sky = nightIn('light', night ?? OWN_NIGHT);
  return (
    <svg
      className="mark"
      viewBox={`0 0 ${box.width} ${box.height}`}
      style={{ aspectRatio: `${box.width} / ${box.height}` }}
      aria-hidden="true"
      focusable="false"
    >
      {logo.paths.map((line, index) => {
        const path = readMarkPath(line);
        // biome-ignore lint/suspicious/noArrayIndexKey: shapes have no names, and their order is what they are.
        return path && <path key={index} d={path.d} fill={path.colour && markOn(sky, path.colour)} />;
      })}
    </svg>
  );
}
