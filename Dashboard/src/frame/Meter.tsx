import type { Tone } from '../logic/health';
import classes from './Meter.module.css';

/** How full: a bar, which eases where few are on screen. The numbers stand beside it, so it is hidden from screen readers. */
export function Meter({ share, tone, eases = false }: { share: number; tone: Tone; eases?: boolean }) {
  // Moved, not resized: that asks for no new layout.
  const transform = `translateX(${Math.min(100, Math.max(0, share * 100)) - 100}%)`;
  return (
    <div className={classes.track} data-tone={tone} data-eases={eases || undefined} aria-hidden>
      <div className={classes.fill} style={{ transform }} />
    </div>
  );
}
