import { useEffect, useRef, useState } from 'react';
import { people } from '../logic/numbers';

const EASE_MS = 200;

/** A count of people that eases to its new value; without a value it shows a dash. */
export function LiveNumber({ value }: { value: number | null | undefined }) {
  const eased = useEased(value ?? null);
  return <span className="tabular">{people(eased)}</span>;
}

function useEased(target: number | null): number | null {
  const [shown, setShown] = useState(target);
  const from = useRef(target);

  useEffect(() => {
    const start = from.current;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches || document.hidden;
    if (start === null || target === null || Math.abs(target - start) < 2 || still) {
      from.current = target;
      setShown(target);
      return;
    }
    const began = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const share = Math.min(1, Math.max(0, (now - began) / EASE_MS));
      const value = share === 1 ? target : Math.round(start + (target - start) * (1 - (1 - share) ** 3));
      from.current = value;
      setShown(value);
      if (share < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [target]);

  return shown;
}
