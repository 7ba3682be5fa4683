import { Button, FileButton, Progress } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useSensorStatus, useStores } from '../api/queries';
import form from '../frame/Form.module.css';
import table from '../frame/DataTable.module.css';
import { download } from '../frame/download';
import { PageHead } from '../frame/PageHead';
import { ToneNote } from '../frame/ToneNote';
import { EXAMPLE, readImport, type Import, type ImportRow } from '../logic/sensorImport';
import { words } from '../words';
import { useImport, type Outcome } from './useImport';

/** Many sensors from a file: every row is checked before the first is sent. */
export function ImportPage() {
  const w = words().importer;
  const stores = useStores();
  const status = useSensorStatus();
  const [file, setFile] = useState<(Import & { name: string }) | null>(null);
  const { outcomes, running, start, reset } = useImport();
  const ready = stores.data !== undefined && status.data !== undefined;
  const wrong = file?.rows.filter((row) => row.problems.length > 0).length ?? 0;
  const sent = outcomes.size > 0;

  async function read(chosen: File | null) {
    if (!chosen) return;
    reset();
    setFile({ name: chosen.name, ...readImport(await chosen.text(), stores.data ?? [], (status.data ?? []).map((s) => s.sensor.name)) });
  }

  return (
    <>
      <PageHead title={w.title} back={{ href: '/sensors', label: words().sensors.title }} facts={w.lead} />
      <div className={form.form}>
        <div className={form.actions}>
          <FileButton accept=".csv,text/csv,text/plain" onChange={(chosen) => void read(chosen)}>
            {(props) => <Button {...props} disabled={!ready || running} leftSection={<IconUpload size={18} />} data-testid="choose-file">{w.choose}</Button>}
          </FileButton>
          <Button variant="default" leftSection={<IconDownload size={18} />} onClick={() => download('sensors.csv', EXAMPLE, 'text/csv')}>{w.example}</Button>
        </div>
        {file && (
          <div aria-live="polite" data-testid="import-summary">
            {file.problems.map((problem) => <p key={problem}><ToneNote tone="critical">{problem}</ToneNote></p>)}
            {file.problems.length === 0 && !sent && (wrong > 0
              ? <ToneNote tone="warning">{w.wrong(file.name, wrong, file.rows.length)}</ToneNote>
              : <ToneNote tone="ok">{w.good(file.name, file.rows.length)}</ToneNote>)}
            {sent && <Done rows={file.rows} outcomes={outcomes} running={running} />}
          </div>
        )}
      </div>
      {file && file.rows.length > 0 && (
        <>
          <div className={form.actions} style={{ margin: '16px 0' }}>
            <Button disabled={wrong > 0 || sent} loading={running} onClick={() => void start(file.rows)} data-testid="send-import">{w.send(file.rows.length)}</Button>
          </div>
          <Rows rows={file.rows} outcomes={outcomes} />
        </>
      )}
    </>
  );
}

function Done({ rows, outcomes, running }: { rows: ImportRow[]; outcomes: Map<number, Outcome>; running: boolean }) {
  const w = words().importer;
  const failed = [...outcomes.values()].filter((one) => one.problem !== null).length;
  const made = outcomes.size - failed;
  if (running) return <><p>{w.sending(outcomes.size, rows.length)}</p><Progress value={(100 * outcomes.size) / rows.length} aria-label={w.sending(outcomes.size, rows.length)} /></>;
  return <ToneNote tone={failed > 0 ? 'warning' : 'ok'}>{w.done(made, failed)}</ToneNote>;
}

/** Rows with problems first; of a long good file the beginning is enough to see that it is the right one. */
const SHOWN = 200;

function Rows({ rows, outcomes }: { rows: ImportRow[]; outcomes: Map<number, Outcome> }) {
  const w = words().importer;
  const problemsOf = (row: ImportRow) => { const problem = outcomes.get(row.row)?.problem; return problem ? [problem] : row.problems; };
  const ordered = rows.toSorted((a, b) => Number(problemsOf(b).length > 0) - Number(problemsOf(a).length > 0));
  return (
    <div className={table.box}>
      <table className={table.table} data-testid="import-rows">
        <thead><tr><th scope="col">{w.row}</th><th scope="col">{words().sensors.sensor}</th><th scope="col" className={table.wide}>{words().sensors.store}</th><th scope="col">{w.state}</th></tr></thead>
        <tbody>
          {ordered.slice(0, SHOWN).map((row) => {
            const problems = problemsOf(row);
            return (
              <tr key={row.row}>
                <td>{row.row}</td>
                <th scope="row">{row.name || '–'}</th>
                <td className={table.wide}>{row.storeName}</td>
                <td>{problems.length > 0
                  ? problems.map((problem) => <div key={problem}><ToneNote tone="warning">{problem}</ToneNote></div>)
                  : <ToneNote tone="ok">{outcomes.has(row.row) ? w.made : w.ready}</ToneNote>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
