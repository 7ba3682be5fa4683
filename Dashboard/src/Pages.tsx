import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { FleetPage } from './fleet/FleetPage';
import { Boundary } from './frame/Boundary';
import { Frame } from './frame/Frame';
import { NotFound } from './frame/NotFound';
import { SensorPage } from './sensors/SensorPage';
import { SensorsPage } from './sensors/SensorsPage';
import { StorePage } from './stores/StorePage';
import { words } from './words';

/** What few open, or nobody first, is loaded when it is opened. */
const AlertsPage = lazy(() => import('./alerts/AlertsPage'));
const RulesPage = lazy(() => import('./alerts/RulesPage'));
const AnalyticsPage = lazy(() => import('./analytics/AnalyticsPage'));
const SettingsPage = lazy(() => import('./settings/SettingsPage'));
const SensorNew = lazy(async () => ({ default: (await import('./sensors/SensorEditPage')).SensorNewPage }));
const SensorEdit = lazy(async () => ({ default: (await import('./sensors/SensorEditPage')).SensorEditPage }));
const SensorImport = lazy(async () => ({ default: (await import('./sensors/ImportPage')).ImportPage }));
const WallPage = lazy(async () => ({ default: (await import('./fleet/WallPage')).WallPage }));

/** Which page an address shows. The wall has no frame. */
export function Pages({ onSignOut }: { onSignOut: () => void }) {
  const [path] = useLocation();
  if (path === '/wall') return <Suspense fallback={<Loading />}><WallPage /></Suspense>;
  return (
    <Frame onSignOut={onSignOut}>
      <Boundary key={path} fallback={<Broken />}>
        <Suspense fallback={<Loading />}>
          <Switch>
            <Route path="/" component={FleetPage} />
            <Route path="/stores/:id">{({ id }) => <StorePage key={id} id={id} />}</Route>
            <Route path="/alerts"><AlertsPage /></Route>
            <Route path="/alerts/rules"><RulesPage /></Route>
            <Route path="/analytics"><AnalyticsPage /></Route>
            <Route path="/sensors" component={SensorsPage} />
            <Route path="/sensors/new" component={SensorNew} />
            <Route path="/sensors/import" component={SensorImport} />
            <Route path="/sensors/:id/edit">{({ id }) => <SensorEdit key={id} id={id} />}</Route>
            <Route path="/sensors/:id">{({ id }) => <SensorPage key={id} id={id} />}</Route>
            <Route path="/settings/*?"><SettingsPage /></Route>
            <Route><NotFound what="page" /></Route>
          </Switch>
        </Suspense>
      </Boundary>
    </Frame>
  );
}

function Loading() {
  return <p className="appears-late">{words().common.loading}</p>;
}

function Broken() {
  return (
    <div role="alert">
      <p>{words().problem.page}</p>
      <Button mt="sm" variant="default" onClick={() => location.reload()}>{words().problem.reload}</Button>
    </div>
  );
}
