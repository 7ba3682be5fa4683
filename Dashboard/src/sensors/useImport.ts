import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { saveSensor } from '../api/calls';
import { useApi } from '../api/context';
import type { ImportRow } from '../logic/sensorImport';

export interface Outcome {
  /** Why the server did not take it; null when it did. */
  problem: string | null;
}

/** Sends rows one after the other; a refused one stops none of the others. */
export function useImport() {
  const api = useApi();
  const queries = useQueryClient();
  const [outcomes, setOutcomes] = useState(new Map<number, Outcome>());
  const [running, setRunning] = useState(false);

  const start = useCallback(async (rows: ImportRow[]) => {
    setRunning(true);
    const results = new Map<number, Outcome>();
    for (const row of rows) {
      try {
        await saveSensor(api, null, row.body);
        results.set(row.row, { problem: null });
      } catch (error) {
        results.set(row.row, { problem: error instanceof Error ? error.message : String(error) });
      }
      setOutcomes(new Map(results));
    }
    setRunning(false);
    await queries.invalidateQueries({ queryKey: ['sensor-status'] });
  }, [api, queries]);

  const reset = useCallback(() => setOutcomes(new Map()), []);
  return { outcomes, running, start, reset };
}
