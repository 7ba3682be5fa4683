import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../api/client';
import { useApi } from '../api/context';
import { Empty } from '../frame/Empty';
import { PageHead } from '../frame/PageHead';
import { Problem } from '../frame/Problem';
import table from '../frame/DataTable.module.css';
import { ToneNote } from '../frame/ToneNote';
import { words } from '../words';
import { testChannel } from './calls';
import { ChannelModal } from './ChannelModal';
import { useChannels } from './queries';
import type { Channel } from './types';

/** Where alerts are sent. */
export function ChannelsSettings() {
  const w = words().channels;
  const channels = useChannels();
  const [editing, setEditing] = useState<Channel | 'new' | null>(null);
  const forbidden = channels.error instanceof ApiError && channels.error.status === 403;
  const add = <Button leftSection={<IconPlus size={18} />} onClick={() => setEditing('new')} data-testid="add-channel">{w.add}</Button>;
  return (
    <>
      <PageHead title={w.title} actions={channels.data && channels.data.length > 0 && add} />
      {forbidden && <Empty title={words().common.noPermission}>{channels.error?.message}</Empty>}
      {channels.isError && !forbidden && !channels.data && <Problem title={w.failed} error={channels.error} onRetry={() => void channels.refetch()} />}
      {channels.data?.length === 0 && <Empty title={w.emptyTitle} action={add}>{w.empty}</Empty>}
      {channels.data && channels.data.length > 0 && (
        <div className={table.box}>
          <table className={table.table} data-testid="channels-table">
            <thead><tr><th scope="col">{w.name}</th><th scope="col">{w.type}</th><th scope="col" className={table.wide}>{w.target}</th><th scope="col"><span className="visually-hidden">{words().tokens.actions}</span></th></tr></thead>
            <tbody>{channels.data.map((channel) => <Row key={channel.id} channel={channel} onEdit={() => setEditing(channel)} />)}</tbody>
          </table>
        </div>
      )}
      {editing !== null && <ChannelModal channel={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function Row({ channel, onEdit }: { channel: Channel; onEdit: () => void }) {
  const w = words().channels;
  const api = useApi();
  const test = useMutation({ mutationFn: () => testChannel(api, channel.id) });
  const problem = test.data?.problem ?? test.error?.message;
  return (
    <tr>
      <th scope="row">
        {channel.name}{!channel.is_active && ` · ${words().rules.off}`}
        {(test.data || test.error) && <div role="status"><ToneNote tone={test.data?.success ? 'ok' : 'warning'}>{test.data?.success ? w.tested : problem}</ToneNote></div>}
      </th>
      <td>{w.types[channel.type]}</td>
      <td className={table.wide}>{channel.url ?? channel.to?.join(', ')}</td>
      <td>
        <div className={table.tools}>
          <Button size="compact-sm" variant="default" loading={test.isPending} onClick={() => test.mutate()} aria-label={w.testOne(channel.name)}>{w.test}</Button>
          <Button size="compact-sm" variant="default" onClick={onEdit} aria-label={words().rules.editOne(channel.name)}>{words().sensor.edit}</Button>
        </div>
      </td>
    </tr>
  );
}
