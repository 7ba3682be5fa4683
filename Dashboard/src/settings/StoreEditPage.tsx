import { Text } from '@mantine/core';
import { useStore } from '../api/queries';
import { NotFound } from '../frame/NotFound';
import { PageHead } from '../frame/PageHead';
import { Problem } from '../frame/Problem';
import { words } from '../words';
import { PlanEditor } from '../plans/PlanEditor';
import classes from './SettingsPage.module.css';
import { StoreForm } from './StoreForm';

/** A new store (id null) or the settings of one. */
export function StoreEditPage({ id }: { id: string | null }) {
  const w = words().storeSettings;
  const { store, isPending, error } = useStore(id ?? '');
  const back = { href: '/settings/stores', label: w.title };

  if (id === null) return <><PageHead title={w.add} back={back} /><StoreForm /></>;
  if (store) return <><PageHead title={store.name} back={back} /><StoreForm store={store} /><div className={classes.below}><PlanEditor store={store} /></div></>;
  if (isPending) return <Text c="dimmed" className="appears-late">{words().common.loading}</Text>;
  if (error) return <Problem title={words().fleet.failed} error={error} onRetry={() => location.reload()} />;
  return <NotFound what="store" />;
}
