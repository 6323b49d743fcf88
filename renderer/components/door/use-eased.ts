import { useEffect, useRef, useState } from 'react';
import { standsStill } from '../../theme/apply-preferences.ts';

const MILLISECONDS = 600;

/** Cubic ease-out. */
export function easeOut(share: number): number {
  return 1 - (1 - Math.min(1, Math.max(0, share))) ** 3;
}

/** A number that walks to where it should be. Still under reduced motion, and still when it is first seen. */
export function useEased(target: number): number {
  const [shown, setShown] = useState(target);
  const last = useRef(target);
  useEffect(() => {
    const from = last.current;
    if (from === target) return;
    if (standsStill(document.documentElement)) {
      last.current = target;
      setShown(target);
      return;
    }
    const begun = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const share = (now - begun) / MILLISECONDS;
      last.current = from + (target - from) * easeOut(share);
      setShown(last.current);
      if (share < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [target]);
  return shown;
}
