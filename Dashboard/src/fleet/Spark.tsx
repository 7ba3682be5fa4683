import { memo, useMemo } from 'react';
import { useHours } from '../api/queries';
import type { Store } from '../api/types';
import { hoursOfDay } from '../logic/hours';
import { sparkArea, sparkPath } from '../logic/spark';
import { addDays, businessDate } from '../logic/time';
import { useNow } from '../logic/useNow';
import classes from './Spark.module.css';

const WIDTH = 240;
const HEIGHT = 34;

/** Today's entries by hour, the same weekday of last week behind. The numbers beside it say the same, so it is hidden from screen readers; live news do not draw it anew. */
export const Spark = memo(function Spark({ store }: { store: Store }) {
  // To ten minutes: the curve of a day does not move faster.
  const now = Math.floor(useNow() / 600_000) * 600_000;
  const { timezone, day_start: dayStart } = store;
  const date = businessDate(now, timezone, dayStart);
  const weekAgo = addDays(date, -7);
  const today = useHours(store.id, date, 300);
  const before = useHours(store.id, weekAgo, null);
  const paths = useMemo(() => {
    const mine = hoursOfDay(today.data ?? [], date, timezone, dayStart, now).map((p) => (p.state === 'past' ? p.entries : null));
    const theirs = hoursOfDay(before.data ?? [], weekAgo, timezone, dayStart, now).map((p) => p.entries);
    const highest = Math.max(1, ...mine.map((v) => v ?? 0), ...theirs.map((v) => v ?? 0));
    return {
      before: sparkPath(theirs, theirs.length, highest, WIDTH, HEIGHT),
      line: sparkPath(mine, mine.length, highest, WIDTH, HEIGHT),
      area: sparkArea(mine, mine.length, highest, WIDTH, HEIGHT),
    };
  }, [today.data, before.data, date, weekAgo, timezone, dayStart, now]);

  return (
    <svg viewBox={`0 -2 ${WIDTH} ${HEIGHT + 3}`} preserveAspectRatio="none" className={classes.spark} aria-hidden>
      <path d={paths.before} className={classes.before} />
      <path d={paths.area} className={classes.area} />
      <path d={paths.line} className={classes.line} />
    </svg>
  );
});
