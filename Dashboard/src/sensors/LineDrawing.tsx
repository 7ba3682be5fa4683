import type { LineType } from '../api/types';
import { words } from '../words';
import classes from './LineDrawing.module.css';

/** A line from above: the store's wall, where the line is, and which way counts as in. */
export function LineDrawing({ type, invert }: { type: LineType; invert: boolean }) {
  const w = words().lines;
  const label = type === 'ignore' ? w.drawn.ignore : type === 'passing' ? w.drawn.passing : type === 'internal' ? w.drawn.internal : invert ? w.drawn.inverted : w.drawn.usual;
  return (
    <svg viewBox="0 0 120 64" width="120" height="64" className={classes.drawing} role="img" aria-label={label} data-type={type}>
      <title>{label}</title>
      <path d="M8 40 H44 M76 40 H112" className={classes.wall} />
      <path d="M8 40 V4 M112 40 V4" className={classes.wall} />
      <text x="60" y="12" className={classes.word}>{w.inside}</text>
      <Crossing type={type} invert={invert} />
    </svg>
  );
}

function Crossing({ type, invert }: { type: LineType; invert: boolean }) {
  switch (type) {
    case 'passing':
      return <><path d="M60 46 V62" className={classes.line} /><Arrow x1={34} y1={54} x2={86} y2={54} both /></>;
    case 'internal':
      return <><path d="M44 26 H76" className={classes.line} /><Arrow x1={60} y1={36} x2={60} y2={17} both /></>;
    case 'ignore':
      return <path d="M44 40 H76" className={classes.line} />;
    default:
      return (
        <>
          <path d="M44 40 H76" className={classes.line} />
          {invert ? <Arrow x1={60} y1={22} x2={60} y2={58} /> : <Arrow x1={60} y1={58} x2={60} y2={22} />}
        </>
      );
  }
}

function Arrow({ x1, y1, x2, y2, both = false }: { x1: number; y1: number; x2: number; y2: number; both?: boolean }) {
  const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
  const head = 'M-7 -5 L0 0 L-7 5';
  return (
    <g className={classes.arrow}>
      <path d={`M${x1} ${y1} L${x2} ${y2}`} />
      <path d={head} transform={`translate(${x2} ${y2}) rotate(${angle})`} />
      {both && <path d={head} transform={`translate(${x1} ${y1}) rotate(${angle + 180})`} />}
    </g>
  );
}
