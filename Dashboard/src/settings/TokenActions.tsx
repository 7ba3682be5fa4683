import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { revokeToken, rotateToken } from '../api/calls';
import { useApi } from '../api/context';
import { keys } from '../api/queries';
import type { Token } from '../api/types';
import { ConfirmModal } from '../frame/ConfirmModal';
import table from '../frame/DataTable.module.css';
import { words } from '../words';

/** Rotate: a new secret, the old one valid for a while. Revoke: refused everywhere within seconds. */
export function TokenActions({ token, onSecret }: { token: Token; onSecret: (secret: string) => void }) {
  const w = words().tokens;
  const api = useApi();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<'rotate' | 'revoke' | null>(null);
  const done = async () => {
    setAsking(null);
    await queries.invalidateQueries({ queryKey: keys.tokens });
  };
  const rotate = useMutation({ mutationFn: () => rotateToken(api, token.id), onSuccess: async ({ secret }) => { await done(); onSecret(secret); } });
  const revoke = useMutation({ mutationFn: () => revokeToken(api, token.id), onSuccess: done });

  return (
    <div className={table.tools}>
      <Button size="compact-sm" variant="default" onClick={() => setAsking('rotate')}>{w.rotate}</Button>
      <Button size="compact-sm" variant="subtle" color="red" onClick={() => setAsking('revoke')} aria-label={w.revokeOne(token.name)}>{w.revoke}</Button>
      <ConfirmModal opened={asking === 'rotate'} title={w.rotateOne(token.name)} confirm={w.rotate} busy={rotate.isPending} error={rotate.error} onConfirm={() => rotate.mutate()} onClose={() => setAsking(null)}>
        {w.rotateNote}
      </ConfirmModal>
      <ConfirmModal opened={asking === 'revoke'} title={w.revokeOne(token.name)} confirm={w.revoke} busy={revoke.isPending} error={revoke.error} onConfirm={() => revoke.mutate()} onClose={() => setAsking(null)}>
        {w.revokeNote}
      </ConfirmModal>
    </div>
  );
}
