import type { LineType, Store } from '../api/types';
import { words } from '../words';
import { parseCsv } from './csv';
import { MOST, newSensor, sensorBody, type SensorDraft } from './sensorDraft';
import { DEFAULT_SENSOR_TYPE } from './sensorTypes';

/** One row of a file of sensors: what would be sent, or what is wrong with it. */
export interface ImportRow {
  /** As a spreadsheet counts: the header is row 1. */
  row: number;
  name: string;
  storeName: string;
  body: Record<string, unknown>;
  problems: string[];
}

export interface Import {
  rows: ImportRow[];
  /** What is wrong with the file as a whole. */
  problems: string[];
}

const LINE_TYPES: LineType[] = ['entrance', 'exit', 'passing', 'internal', 'ignore'];
const REQUIRED = ['sensor_name', 'sensor_ip', 'store'] as const;
const OPTIONAL = ['sensor_port', 'sensor_type', 'location', 'timezone', 'is_active', 'protocol', 'verify_tls', 'timeout_seconds', 'auth', 'username', 'password', 'mode', 'interval_seconds', 'backfill_hours'] as const;
const LINE_COLUMN = /^line(\d{1,2})_(name|type|invert)$/;

/** More than this is better sent in parts: every row is a request. */
export const MOST_ROWS = 2000;

/** A file to begin with: every column, one camera and one counter that sends by itself. */
export const EXAMPLE = [
  'sensor_name,store,sensor_ip,sensor_port,location,mode,interval_seconds,auth,username,password,line1_name,line1_type,line1_invert,line2_name,line2_type',
  'Chiado door,Chiado,192.0.2.10,80,Main entrance,poll,300,digest,admin,secret,Door,entrance,false,Pavement,passing',
  'Chiado back,Chiado,192.0.2.11,80,Back door,push,300,none,,,Back door,exit,true,,',
].join('\r\n') + '\r\n';

/** Reads a file of sensors against the stores there are and the names that are taken; nothing is sent. */
export function readImport(text: string, stores: Store[], taken: Iterable<string>): Import {
  const w = words().importer;
  const [header, ...lines] = parseCsv(text);
  if (!header || lines.length === 0) return { rows: [], problems: [w.empty] };
  const columns = header.map((name) => name.trim().toLowerCase());
  const unknown = columns.filter((name) => !isColumn(name));
  const missing = REQUIRED.filter((name) => !columns.includes(name));
  const twice = columns.filter((name, index) => columns.indexOf(name) < index);
  const problems = [
    ...(missing.length > 0 ? [w.missingColumns(missing.join(', '))] : []),
    ...(unknown.length > 0 ? [w.unknownColumns(unknown.join(', '))] : []),
    ...(twice.length > 0 ? [w.doubleColumns(twice.join(', '))] : []),
    ...(lines.length > MOST_ROWS ? [w.tooMany(lines.length, MOST_ROWS)] : []),
  ];
  if (problems.length > 0) return { rows: [], problems };

  const names = new Set([...taken].map((name) => name.toLowerCase()));
  const rows = lines.map((cells, index) => {
    const row = readRow(index + 2, new Map(columns.map((name, at) => [name, cells[at] ?? ''])), stores);
    const name = row.name.toLowerCase();
    if (name && names.has(name)) row.problems.push(w.nameTaken(row.name));
    names.add(name);
    return row;
  });
  return { rows, problems: [] };
}

function isColumn(name: string): boolean {
  const line = LINE_COLUMN.exec(name);
  if (line) return Number(line[1]) >= 1 && Number(line[1]) <= MOST;
  return [...REQUIRED, ...OPTIONAL].some((known) => known === name);
}

function readRow(row: number, cells: Map<string, string>, stores: Store[]): ImportRow {
  const w = words().importer;
  const problems: string[] = [];
  const text = (name: string) => cells.get(name) ?? '';
  const problem = (name: string, expected: string) => problems.push(w.expected(name, expected, text(name)));
  const number = (name: string, otherwise: number, min: number, max: number) => {
    if (text(name) === '') return otherwise;
    const value = Number(text(name));
    if (!Number.isInteger(value) || value < min || value > max) problem(name, w.wholeNumber(min, max));
    return value;
  };
  const flag = (name: string, otherwise: boolean) => {
    const value = text(name).toLowerCase();
    if (value === '') return otherwise;
    if (!['true', 'false', 'yes', 'no', '1', '0'].includes(value)) problem(name, 'true, false');
    return ['true', 'yes', '1'].includes(value);
  };
  const choice = <T extends string>(name: string, otherwise: T, choices: readonly T[]): T => {
    const value = text(name).toLowerCase();
    if (value === '') return otherwise;
    const found = choices.find((one) => one === value);
    if (found === undefined) problem(name, choices.join(', '));
    return found ?? otherwise;
  };

  for (const name of REQUIRED) if (text(name) === '') problems.push(w.required(name));
  if (/[\s/]|:\d+$/.test(text('sensor_ip')) && !/^[0-9a-f:]+$/i.test(text('sensor_ip'))) problem('sensor_ip', w.address);
  const found = findStore(text('store'), stores);
  if (text('store') !== '' && found === null) problems.push(w.noStore(text('store')));
  if (text('store') !== '' && found === undefined) problems.push(w.manyStores(text('store')));
  const auth = choice('auth', text('username') === '' ? 'none' : 'basic', ['none', 'basic', 'digest', 'bearer'] as const);
  if ((auth === 'basic' || auth === 'digest') && text('username') === '') problems.push(w.needsUser(auth));

  const draft: SensorDraft = {
    ...newSensor(found?.id ?? ''),
    sensor_name: text('sensor_name'), sensor_ip: text('sensor_ip'), sensor_port: number('sensor_port', 80, 1, 65_535),
    sensor_type: text('sensor_type') || DEFAULT_SENSOR_TYPE, location: text('location'), timezone: text('timezone') || null,
    is_active: flag('is_active', true), protocol: choice('protocol', 'http', ['http', 'https'] as const), verify_tls: flag('verify_tls', true),
    timeout_seconds: number('timeout_seconds', 10, 1, 120), auth, username: text('username'), secret: text('password'),
    mode: choice('mode', 'poll', ['poll', 'push'] as const), interval_seconds: number('interval_seconds', 300, 5, 86_400),
    backfill_hours: number('backfill_hours', 24, 0, 8_760),
    lines: Array.from({ length: MOST }, (_, index) => index + 1)
      .filter((n) => ['name', 'type', 'invert'].some((part) => text(`line${n}_${part}`) !== ''))
      .map((n) => ({ number: n, name: text(`line${n}_name`), type: choice(`line${n}_type`, 'entrance', LINE_TYPES), invert: flag(`line${n}_invert`, false) })),
  };
  return { row, name: text('sensor_name'), storeName: found?.name ?? text('store'), body: sensorBody(draft), problems };
}

/** By code first, which is unique, then by name, then by id; null when there is none, undefined when a name is not unique. */
function findStore(text: string, stores: Store[]): Store | null | undefined {
  const wanted = text.toLowerCase();
  const byCode = stores.find((store) => store.code?.toLowerCase() === wanted || store.id === wanted);
  if (byCode) return byCode;
  const byName = stores.filter((store) => store.name.toLowerCase() === wanted);
  return byName.length > 1 ? undefined : (byName[0] ?? null);
}
