import type { ReactNode } from 'react';
import classes from './Stat.module.css';

interface Props {
  label: string;
  children: ReactNode;
  /** A small line below: of what, or since when. */
  note?: ReactNode;
  stale?: boolean;
  testId?: string;
}

/** One large number with its name; used as a child of StatRow. */
export function Stat({ label, children, note, stale = false, testId }: Props) {
  return (
    <div className={classes.stat} data-testid={testId}>
      <dt>{label}</dt>
      <dd className={stale ? 'stale' : undefined}>{children}</dd>
      {note && <dd className={classes.note}>{note}</dd>}
    </div>
  );
}

export function StatRow({ label, children }: { label: string; children: ReactNode }) {
  return <dl className={classes.row} aria-label={label}>{children}</dl>;
}

/** The smaller words beside a number: "of 220". */
export function Unit({ children }: { children: ReactNode }) {
  return <span className={classes.unit}> {children}</span>;
}
