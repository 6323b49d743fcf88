import type { ReactNode } from 'react';
import { DOOR, doorShape } from './geometry.ts';

const OPENING = [
  `M${DOOR.left} ${DOOR.floor}V${DOOR.spring}`,
  `A120 120 0 0 1 ${DOOR.right} ${DOOR.spring}V${DOOR.floor}Z`,
].join('');

/** The wall hides what of the leaf would stand out above the arch; on the floor nothing hides it. */
const IN_SIGHT = `${OPENING}M0 ${DOOR.floor}H392V${DOOR.floor + DOOR.spill}H0Z`;

/** Progress, illustration and brand in one. It says nothing that the words beside it don't: hidden from readers. */
export function Door({ open }: { open: number }): ReactNode {
  const { leaf, edge, floorLight, knob } = doorShape(open);
  return (
    <svg
      className="door"
      viewBox="0 -40 392 580"
      preserveAspectRatio="xMidYMax meet"
      aria-hidden="true"
      focusable="false"
    >
      <Paints />
      <circle cx="196" cy="280" r="290" fill="url(#glow)" opacity={0.25 + open * 0.75} />
      <path d={OPENING} fill="url(#light)" />
      <path d={floorLight} fill="url(#floor)" />
      <path d={`M0 ${DOOR.floor}H392`} stroke="#dfe7f5" strokeOpacity="0.4" strokeWidth="1.5" />
      <path d={OPENING} fill="none" stroke="#dfe7f5" strokeOpacity="0.28" strokeWidth="1.5" />
      <g clipPath="url(#wall)">
        <path d={leaf} fill="url(#leaf)" />
        <path
          d={`M${edge.x} ${edge.top}V${edge.bottom}`}
          stroke="#ffe3ad"
          strokeOpacity="0.75"
          strokeWidth="2"
          strokeLinecap="round"
        />
        <ellipse cx={knob.x} cy={knob.y} rx={knob.width} ry="6" fill="#ffd28a" />
      </g>
    </svg>
  );
}

function Paints(): ReactNode {
  return (
    <defs>
      <clipPath id="wall">
        <path d={IN_SIGHT} />
      </clipPath>
      <radialGradient id="glow">
        <stop offset="0" stopColor="#ffc46b" stopOpacity="0.3" />
        <stop offset="0.55" stopColor="#ffc46b" stopOpacity="0.09" />
        <stop offset="1" stopColor="#ffc46b" stopOpacity="0" />
      </radialGradient>
      <linearGradient id="light" x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor="#ffe9c2" />
        <stop offset="1" stopColor="#ffb648" />
      </linearGradient>
      <linearGradient id="floor" x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor="#ffc873" stopOpacity="0.6" />
        <stop offset="1" stopColor="#ffc873" stopOpacity="0" />
      </linearGradient>
      <linearGradient id="leaf" x1="0" y1="0" x2="1" y2="0">
        <stop offset="0" className="leaf-start" />
        <stop offset="1" className="leaf-end" />
      </linearGradient>
    </defs>
  );
}

/** The same door, small and open, as a mark. */
export function DoorMark(): ReactNode {
  return (
    <svg viewBox="0 0 28 28" aria-hidden="true" focusable="false">
      <path d="M2 26V14a12 12 0 0 1 24 0v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2Z" fill="#ffd28a" />
    </svg>
  );
}
