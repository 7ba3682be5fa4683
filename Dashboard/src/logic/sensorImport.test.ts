import { describe, expect, it } from 'vitest';
import type { Store } from '../api/types';
import { EXAMPLE, readImport } from './sensorImport';

const store = (id: string, name: string, code: string | null = null) => ({ id, name, code }) as Store;
const stores = [store('1', 'Chiado', 'C-1'), store('2', 'Twin'), store('3', 'Twin')];
const problemsOf = (text: string, taken: string[] = []) => readImport(text, stores, taken).rows.map((row) => row.problems);

describe('a file of sensors', () => {
  it('is ready to send when it is like the example', () => {
    const { rows, problems } = readImport(EXAMPLE, stores, []);
    expect(problems).toEqual([]);
    expect(rows.map((row) => row.problems)).toEqual([[], []]);
    expect(rows[0]?.body).toMatchObject({
      sensor_name: 'Chiado door', store_id: '1', sensor_port: 80,
      config: {
        connection: { auth: { type: 'digest', username: 'admin', password: 'secret' } },
        lines: { line1: { name: 'Door', type: 'entrance', invert: false }, line2: { name: 'Pavement', type: 'passing' } },
      },
    });
    expect(rows[1]?.body).toMatchObject({ config: { collection: { mode: 'push' }, lines: { line1: { type: 'exit', invert: true } } } });
  });

  it('says which row and column is wrong, what was expected and what came', () => {
    const [problems] = problemsOf('sensor_name,store,sensor_ip,sensor_port,mode\nDoor,C-1,192.0.2.1,99999,pull');
    expect(problems).toHaveLength(2);
    expect(problems?.[0]).toContain('sensor_port');
    expect(problems?.[0]).toContain('99999');
    expect(problems?.[1]).toContain('poll, push');
  });

  it('finds no store, or more than one', () => {
    expect(problemsOf('sensor_name,store,sensor_ip\na,Nowhere,192.0.2.1\nb,Twin,192.0.2.2\nc,c-1,192.0.2.3').map((p) => p.length)).toEqual([1, 1, 0]);
  });

  it('sees names that are taken, in the file and before it', () => {
    const text = 'sensor_name,store,sensor_ip\nDoor,C-1,192.0.2.1\ndoor,C-1,192.0.2.2\nBack,C-1,192.0.2.3';
    expect(problemsOf(text, ['Back']).map((p) => p.length)).toEqual([0, 1, 1]);
  });

  it('takes no address with a scheme, path or port, and every IPv6 address', () => {
    const rows = ['http://192.0.2.1', '192.0.2.1:80', '192.0.2.1', '2001:db8::1', 'camera.example'];
    expect(problemsOf(`sensor_name,store,sensor_ip\n${rows.map((ip, i) => `n${i},C-1,${ip}`).join('\n')}`).map((p) => p.length)).toEqual([1, 1, 0, 0, 0]);
  });

  it('is refused as a whole when columns are unknown, missing or doubled', () => {
    expect(readImport('sensor_name,sensor_ip,strore\na,192.0.2.1,C-1', stores, []).problems).toHaveLength(2);
    expect(readImport('sensor_name,sensor_ip,store,store\na,192.0.2.1,C-1,C-1', stores, []).problems).toHaveLength(1);
    expect(readImport('', stores, []).problems).toHaveLength(1);
  });
});
