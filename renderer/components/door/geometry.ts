/**
 * The door, from one number. A leaf hung on the left swings towards the viewer; what it uncovers is light.
 * Measures are those of the SVG's view box.
 */
export const DOOR = { left: 76, right: 316, top: 30, spring: 150, floor: 440, spill: 96 } as const;

const WIDTH = DOOR.right - DOOR.left;
const RADIUS = WIDTH / 2;
/** A shut door still lets a line of light through: somebody is at home. */
const SLIVER = 5;
/** How much of the leaf can still be seen when the door stands open. */
const OPEN_LEAF = 46;
/** Height of the viewer's eye and the distance, which together make the perspective. */
const EYE = 320;
const DISTANCE = 1500;
/** Points along the arch: enough that no corner can be seen at the size of a large screen. */
const SAMPLES = 40;

export interface DoorShape {
  /** Path of the leaf. */
  readonly leaf: string;
  /** The leaf's free edge, which catches the light: x, and y of both ends. */
  readonly edge: { readonly x: number; readonly top: number; readonly bottom: number };
  /** Path of the light on the floor. */
  readonly floorLight: string;
  /** Seen from the side it is narrower, like the leaf. */
  readonly knob: { readonly x: number; readonly y: number; readonly width: number };
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Height of the arch over a place of the leaf: 0 at the hinge, 1 at the free edge. */
function archAt(place: number): number {
  const across = (place * 2 - 1) * RADIUS;
  return DOOR.spring - Math.sqrt(Math.max(0, RADIUS * RADIUS - across * across));
}

/** @param open 0 (shut) to 1 (open); anything else is brought into that range. */
export function doorShape(open: number): DoorShape {
  const share = Math.min(1, Math.max(0, open));
  const seen = WIDTH - SLIVER - share * (WIDTH - SLIVER - OPEN_LEAF);
  // The leaf keeps its width, so what is not seen of it has come towards the viewer.
  const depth = Math.sqrt(WIDTH * WIDTH - seen * seen);
  const scaleAt = (place: number): number => DISTANCE / (DISTANCE - depth * place);
  const project = (place: number, y: number): { x: number; y: number } => ({
    x: round(DOOR.left + (seen * place * scaleAt(place)) / scaleAt(1)),
    y: round(EYE + (y - EYE) * scaleAt(place)),
  });
  const arch = Array.from({ length: SAMPLES + 1 }, (_, index) => {
    // Closer together at both ends, where the arch is steep.
    const place = (1 - Math.cos((Math.PI * index) / SAMPLES)) / 2;
    return project(place, archAt(place));
  });
  const foot = project(1, DOOR.floor);
  const top = project(1, DOOR.spring);
  const leaf = [
    `M${DOOR.left} ${DOOR.floor}`,
    ...arch.map(({ x, y }) => `L${x} ${y}`),
    `L${foot.x} ${foot.y}Z`,
  ];
  return {
    leaf: leaf.join(''),
    edge: { x: foot.x, top: top.y, bottom: foot.y },
    floorLight: floorLight(foot.x, share),
    knob: { ...project(0.87, 306), width: round(2 + (4 * seen) / WIDTH) },
  };
}

/** The light falls out of the opening and fans out a little, more so the wider the door stands. */
function floorLight(from: number, share: number): string {
  const end = DOOR.floor + DOOR.spill;
  return [
    `M${from} ${DOOR.floor}`,
    `L${DOOR.right} ${DOOR.floor}`,
    `L${round(DOOR.right + 4 + share * 44)} ${end}`,
    `L${round(from - share * 30)} ${end}Z`,
  ].join('');
}
