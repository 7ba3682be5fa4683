import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { ApiError } from '../api/client';
import { useSensorStatus, useStores, useTokens } from '../api/queries';
import type { Token } from '../api/types';
import { Empty } from '../frame/Empty';
import { PageHead } from '../frame/PageHead';
import { Problem } from '../frame/Problem';
import table from '../frame/DataTable.module.css';
import { ago, dateAndTime } from '../logic/time';
import { useNow } from '../logic/useNow';
import { words } from '../words';
import { NewTokenModal } from './NewTokenModal';
import { SecretModal } from './SecretModal';
import { TokenActions } from './TokenActions';

export function TokensSettings() {
  const w = words().tokens;
  const tokens = useTokens();
  const [making, setMaking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const forbidden = tokens.error instanceof ApiError && tokens.error.status === 403;

  return (
    <>
      <PageHead
        title={w.title}
        facts={w.lead}
        actions={tokens.data && <Button leftSection={<IconPlus size={18} />} onClick={() => setMaking(true)} data-testid="add-token">{w.add}</Button>}
      />
      {forbidden && <Empty title={words().common.noPermission}>{w.forbidden}</Empty>}
      {tokens.isError && !forbidden && !tokens.data && <Problem title={w.failed} error={tokens.error} onRetry={() => void tokens.refetch()} />}
      {tokens.data && <TokenTable tokens={tokens.data} onSecret={setSecret} />}
      {making && <NewTokenModal onClose={() => setMaking(false)} onMade={(made) => { setMaking(false); setSecret(made); }} />}
      <SecretModal secret={secret} onClose={() => setSecret(null)} />
    </>
  );
}

function TokenTable({ tokens, onSecret }: { tokens: Token[]; onSecret: (secret: string) => void }) {
  const w = words().tokens;
  const now = useNow();
  const scope = useScope();
  return (
    <div className={table.box}>
      <table className={table.table} data-testid="tokens">
        <thead>
          <tr>
            <th scope="col">{w.name}</th>
            <th scope="col" className={table.wide}>{w.role}</th>
            <th scope="col" className={table.wide}>{w.scope}</th>
            <th scope="col" className={table.wide}>{w.lastUsed}</th>
            <th scope="col" className={table.wide}>{w.expires}</th>
            <th scope="col"><span className="visually-hidden">{w.actions}</span></th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <th scope="row">{token.name}<small className={table.narrow}>{roleName(token.role)}</small></th>
              <td className={table.wide}>{roleName(token.role)}</td>
              <td className={table.wide}>{scope(token)}</td>
              <td className={table.wide}>{token.last_used_at ? ago(token.last_used_at, now) : w.never}</td>
              <td className={table.wide}>{token.expires_at ? dateAndTime(token.expires_at) : w.noExpiry}</td>
              <td><TokenActions token={token} onSecret={onSecret} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function roleName(role: string): string {
  return words().roles[role as keyof ReturnType<typeof words>['roles']]?.name ?? role;
}

/** "All stores", "Chiado, Faro", "Chiado door": what a token may see or write. */
function useScope(): (token: Token) => string {
  const w = words().tokens;
  const stores = useStores().data ?? [];
  const sensors = useSensorStatus({}, 60).data ?? [];
  return ({ sensor_id, store_ids }) => {
    if (sensor_id) return sensors.find((s) => s.sensor.id === sensor_id)?.sensor.name ?? w.oneSensor;
    if (!store_ids) return w.allStores;
    const names = store_ids.map((id) => stores.find((s) => s.id === id)?.name ?? id);
    return names.length > 3 ? w.manyStores(names.length) : names.join(', ');
  };
}
