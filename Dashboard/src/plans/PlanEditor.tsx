import { Button, FileButton } from '@mantine/core';
import { IconMap2 } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/context';
import type { FloorPlan, Store } from '../api/types';
import { ConfirmModal } from '../frame/ConfirmModal';
import form from '../frame/Form.module.css';
import { FormProblem } from '../frame/FormProblem';
import { words } from '../words';
import { deletePlan, savePlanPicture } from './calls';
import { PlacesEditor } from './PlacesEditor';
import { planKey, usePlan } from './queries';
import { shrinkPicture } from './shrinkPicture';

/** A store's floor plan in its settings: its picture, and where on it the store's cameras look. */
export function PlanEditor({ store }: { store: Store }) {
  const w = words().plan;
  const api = useApi();
  const queries = useQueryClient();
  const plan = usePlan(store.id);
  const [asking, setAsking] = useState(false);
  const show = (next: FloorPlan | null) => queries.setQueryData(planKey(store.id), next);

  const upload = useMutation({
    mutationFn: async (file: File) => {
      const picture = await shrinkPicture(file).catch(() => { throw new Error(w.notPicture); });
      return savePlanPicture(api, store.id, picture);
    },
    onSuccess: show,
  });
  const remove = useMutation({
    mutationFn: () => deletePlan(api, store.id),
    onSuccess: () => {
      show(null);
      setAsking(false);
    },
  });

  if (plan.data === undefined) return <FormProblem error={plan.error} />;
  return (
    <section className={form.form} aria-label={w.editTitle} id="plan" data-testid="plan-editor">
      <div className={form.card}>
        <h2>{w.editTitle}</h2>
        <p>{w.editNote}</p>
        {plan.data && <PlacesEditor key={plan.data.etag} store={store} plan={plan.data} onSaved={show} />}
        <FormProblem error={upload.error} />
        <div className={form.actions}>
          <FileButton accept="image/png,image/jpeg,image/webp,image/svg+xml" onChange={(file) => file && upload.mutate(file)}>
            {(props) => <Button {...props} variant="default" loading={upload.isPending} leftSection={<IconMap2 size={18} />} data-testid="choose-plan">{plan.data ? w.replace : w.choose}</Button>}
          </FileButton>
          <small>{w.chooseNote}</small>
          {plan.data && <><span className={form.spring} /><Button variant="subtle" color="red" onClick={() => setAsking(true)} data-testid="delete-plan">{w.remove}</Button></>}
        </div>
      </div>
      <ConfirmModal opened={asking} title={w.removeTitle} confirm={w.remove} busy={remove.isPending} error={remove.error} onConfirm={() => remove.mutate()} onClose={() => setAsking(false)}>
        {w.removeNote}
      </ConfirmModal>
    </section>
  );
}
