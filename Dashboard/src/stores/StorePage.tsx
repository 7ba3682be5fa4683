import { Anchor, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useStore } from '../api/queries';
import { NotFound } from '../frame/NotFound';
import { useTitle } from '../frame/useTitle';
import { useNow } from '../logic/useNow';
import { zoneNote } from '../logic/time';
import { DaySection } from './DaySection';
import { StoreNow } from './StoreNow';
import classes from './StorePage.module.css';
import { StoreSensors } from './StoreSensors';

/** How is it going in this store? */
export function StorePage({ id }: { id: string }) {
  const { store, isPending, error } = useStore(id);
  const now = useNow();
  useTitle(store?.name);

  if (isPending) return <Text c="dimmed" className="appears-late">Loading the store…</Text>;
  if (error && !store) return <Text role="alert">{error.message}</Text>;
  if (!store) return <NotFound what="store" />;

  const zone = zoneNote(store.timezone, now);
  const facts = [store.region, store.code, zone].filter(Boolean).join(' · ');
  return (
    <div className={classes.page}>
      <div>
        <Anchor component={Link} href="/" className={classes.back}><IconArrowLeft size={16} aria-hidden /> Fleet</Anchor>
        <Title order={1} size="h2" className={classes.title}>{store.name}</Title>
        {facts && <Text c="dimmed" size="sm">{facts}</Text>}
      </div>
      <StoreNow store={store} />
      <DaySection store={store} />
      <StoreSensors store={store} />
    </div>
  );
}
