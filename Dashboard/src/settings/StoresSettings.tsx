import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useStores } from '../api/queries';
import { Empty } from '../frame/Empty';
import { PageHead } from '../frame/PageHead';
import { Problem } from '../frame/Problem';
import table from '../frame/DataTable.module.css';
import { byName } from '../logic/attention';
import { people } from '../logic/numbers';
import { openToday } from '../logic/openToday';
import { useNow } from '../logic/useNow';
import { words } from '../words';

export function StoresSettings() {
  const w = words().storeSettings;
  const stores = useStores();
  const now = useNow();
  const add = <Button component={Link} href="/settings/stores/new" leftSection={<IconPlus size={18} />} data-testid="add-store">{w.add}</Button>;

  return (
    <>
      <PageHead title={w.title} actions={stores.data && stores.data.length > 0 && add} />
      {stores.isError && !stores.data && <Problem title={words().fleet.failed} error={stores.error} onRetry={() => void stores.refetch()} />}
      {stores.data?.length === 0 && <Empty title={w.emptyTitle} action={add}>{w.empty}</Empty>}
      {stores.data && stores.data.length > 0 && (
        <div className={table.box}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{w.name}</th>
                <th scope="col" className={table.wide}>{w.code}</th>
                <th scope="col" className={table.wide}>{w.region}</th>
                <th scope="col" className={table.wide}>{w.timezone}</th>
                <th scope="col" className={table.number}>{w.capacity}</th>
                <th scope="col" className={table.wide}>{w.openToday}</th>
              </tr>
            </thead>
            <tbody>
              {stores.data.toSorted(byName).map((store) => (
                <tr key={store.id}>
                  <th scope="row"><Link href={`/settings/stores/${store.id}`}>{store.name}</Link>{!store.is_active && ` · ${w.inactive}`}</th>
                  <td className={table.wide}>{store.code}</td>
                  <td className={table.wide}>{store.region}</td>
                  <td className={table.wide}>{store.timezone}</td>
                  <td className={table.number}>{people(store.capacity)}</td>
                  <td className={table.wide}>{openToday(store, now)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
