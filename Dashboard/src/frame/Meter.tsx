import type { Tone } from '../logic/health';
import classes from './Meter.module.css';

/** How full: a bar that eases. The numbers stand beside it, so it is hidden from screen readers. */
export function Meter({ share, tone }: { share: number; tone: Tone }) {
  // Moved, not resized: that asks for no new layout.
  const transform = `translateX(${Math.min(100, Math.max(0, share * 100)) - 100}%)`;
  return (
    <div className={classes.track} data-tone={tone} aria-hidden>
      <div className={classes.fill} style={{ transform }} />
    </div>
  );
}
