import type { ReactNode } from 'react';

/** Drawn on a 24 grid with one pen. They stand beside words and never alone, so readers skip them. */
const PATHS = {
  warning: 'M12 3.5 21.5 20h-19ZM12 10v4.5M12 17.2v.1',
  check: 'M4.5 12.5 10 18 20 7',
  shield: 'M12 3l8 2.6v5.6c0 5-3.4 8.2-8 9.8-4.6-1.6-8-4.8-8-9.8V5.6Z',
  help: 'M9.5 9.3a2.6 2.6 0 1 1 3.7 2.4c-.8.4-1.2.9-1.2 1.9M12 17v.1M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  clock: 'M12 7.5V12l3 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  cloud:
    'M7 18.500a4.200 4.200 0 0 1 .3-8.400 5.300 5.300 0 0 1 10.200 1.300 3.600 3.600 0 0 1-.3 7.100ZM4 4l16 16',
  lock: 'M6.500 10.500h11v9h-11ZM8.500 10.500V8a3.500 3.500 0 0 1 7 0v2.500',
  search: 'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13ZM15.500 15.500 20.500 20.500',
  dot: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z',
  ring: 'M12 19a7 7 0 1 0 0-14 7 7 0 0 0 0 14Z',
  cross: 'M6 6l12 12M18 6 6 18',
  turn: 'M12 4a8 8 0 1 1-8 8',
  erase: 'M9 5.5h11v13H9L3 12ZM12 9.500l5 5M17 9.500l-5 5',
  enter: 'M19.5 6v6.500H5M9.500 8 5 12.500 9.500 17',
  hide: 'M3.5 4.500h17v10h-17ZM7 8h.1M12 8h.1M17 8h.1M8.5 11.500h7M9 18l3 2.500L15 18',
  shift: 'M12 4 4.500 12H8.500v7h7v-7h4Z',
  shiftLocked: 'M12 3 4.500 11H8.500v5h7v-5h4ZM8.500 20h7',
  gesture:
    'M7 17.5c1.2-1.6 1.5-3.2 1.5-5.5a3.5 3.5 0 0 1 7 0c0 3.2-.4 5.3-1.5 7.5M4.8 14c.5-4.6 2-9 7.2-9s7.2 4.4 7 9.500M12 12c0 3.5-.5 6-2 8.5',
  chip: 'M7 7h10v10H7ZM10 3.500V7M14 3.500V7M10 17v3.500M14 17v3.500M3.5 10H7M3.5 14H7M17 10h3.500M17 14h3.5',
  file: 'M6 3.500h8l4 4v13H6ZM14 3.500v4h4M9.5 13.500h5v4h-5ZM10.5 13.500v-1a1.5 1.5 0 0 1 3 0v1',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, className = '' }: { name: IconName; className?: string }): ReactNode {
  return (
    <svg
      className={`icon ${className}`.trim()}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

export function Spinner(): ReactNode {
  return <Icon name="turn" className="spinner" />;
}
