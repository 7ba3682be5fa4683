/** Runs what is asked for now, or with what else comes until the next time: a screen of hundreds of stores is drawn a few times a second, not for each message. */
export type Schedule = (run: () => void) => void;

const EVERY_MS = 200;

/** At once when nothing was drawn lately (one store's news are not held up), else together with others, at most five times a second. */
export function fiveTimesASecond(now: () => number = () => performance.now(), later: (run: () => void, ms: number) => void = setTimeout): Schedule {
  let last = -Infinity;
  let waiting = false;
  return (run) => {
    if (waiting) return;
    const wait = last + EVERY_MS - now();
    if (wait <= 0) {
      last = now();
      run();
      return;
    }
    waiting = true;
    later(() => {
      waiting = false;
      last = now();
      run();
    }, wait);
  };
}
