import { useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { bestGrid, mostTiles } from '../logic/tiles';

/** How many tiles an element has room for, and how to lay some of them out in it. */
export function useTilesThatFit<T extends HTMLElement>(): [RefObject<T | null>, { most: number; grid: (count: number) => { columns: number; tileHeight: number } }] {
  const ref = useRef<T>(null);
  const [size, setSize] = useState({ width: 1392, height: 740 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const room = useMemo(() => ({ most: mostTiles(size.width, size.height), grid: (count: number) => bestGrid(size.width, size.height, count) }), [size]);
  return [ref, room];
}
