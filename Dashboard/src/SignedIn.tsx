import { Button } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { ApiClient, ApiError } from './api/client';
import { ApiContext } from './api/context';
import { FleetPage } from './fleet/FleetPage';
import { Boundary } from './frame/Boundary';
import { Frame } from './frame/Frame';
import { NotFound } from './frame/NotFound';
import { LiveConnection } from './live/connection';
import { LiveContext } from './live/context';
import { SensorPage } from './sensors/SensorPage';
import { SensorsPage } from './sensors/SensorsPage';
import { preloadChart } from './stores/loadChart';
import { StorePage } from './stores/StorePage';

interface Props {
  token: string;
  onUnauthorized: () => void;
  onSignOut: () => void;
}

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A refusal stays one; only a missing or failed answer is worth another try.
        retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      },
    },
  });
}

/** Everything behind the sign-in: one client, one cache and one live connection per token. */
export function SignedIn({ token, onUnauthorized, onSignOut }: Props) {
  const [queries] = useState(makeQueryClient);
  const [api] = useState(() => new ApiClient(token, onUnauthorized));
  const [live] = useState(() => new LiveConnection(token));

  const [path] = useLocation();

  useEffect(() => {
    live.start();
    return () => live.stop();
  }, [live]);

  useEffect(preloadChart, []);

  return (
    <QueryClientProvider client={queries}>
      <ApiContext value={api}>
        <LiveContext value={live}>
          <Frame onSignOut={onSignOut}>
            <Boundary key={path} fallback={<Broken />}>
              <Switch>
                <Route path="/" component={FleetPage} />
                <Route path="/stores/:id">{({ id }) => <StorePage key={id} id={id} />}</Route>
                <Route path="/sensors" component={SensorsPage} />
                <Route path="/sensors/:id">{({ id }) => <SensorPage key={id} id={id} />}</Route>
                <Route>
                  <NotFound what="page" />
                </Route>
              </Switch>
            </Boundary>
          </Frame>
        </LiveContext>
      </ApiContext>
    </QueryClientProvider>
  );
}

function Broken() {
  return (
    <div role="alert">
      <p>This page failed to show. The server and its data are not affected.</p>
      <Button mt="sm" variant="default" onClick={() => location.reload()}>Load it again</Button>
    </div>
  );
}
