import classes from './Bars.module.css';

export interface BarRow {
  key: string;
  name: string;
  /** As it is written. */
  value: string;
  /** Length of the bar, 0…1. */
  share: number;
  note?: string;
}

/** Names with a bar and a number each: a chart that is its own table. */
export function Bars({ rows }: { rows: BarRow[] }) {
  return (
    <ul className={classes.bars}>
      {rows.map(({ key, name, value, share, note }) => (
        <li key={key}>
          <span className={classes.name}>{name}{note && <small> {note}</small>}</span>
          <span className={classes.value}>{value}</span>
          <span className={classes.track} aria-hidden><span style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }} /></span>
        </li>
      ))}
    </ul>
  );
}
