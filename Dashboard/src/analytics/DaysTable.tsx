import table from '../frame/DataTable.module.css';
import { words } from '../words';
import type { Series } from './options';

interface Props {
  labels: string[];
  series: Series[];
  format: (value: number | null) => string;
  caption: string;
}

/** The chart's numbers, a row for each period. */
export function DaysTable({ labels, series, format, caption }: Props) {
  return (
    <div className={table.box} style={{ marginTop: 12 }}>
      <table className={table.table} data-testid="days-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead><tr><th scope="col">{words().store.day}</th>{series.map(({ name }) => <th key={name} scope="col" className={table.number}>{name}</th>)}</tr></thead>
        <tbody>
          {labels.map((label, index) => (
            <tr key={label}><th scope="row">{label}</th>{series.map(({ name, values }) => <td key={name} className={table.number}>{format(values[index] ?? null)}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
