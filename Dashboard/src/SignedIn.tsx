import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Route, Switch } from 'wouter';
import { ApiClient, ApiError } from './api/client';
import { ApiContext } from './api/context';
import { FleetPage } from './fleet/FleetPage';
import { Frame } from './frame/Frame';
import { NotFound } from './frame/NotFound';
import { LiveConnection } from './live/connection';
import { LiveContext } from './live/context';
import { SensorPage } from './sensors/SensorPage';
import { SensorsPage } from './sensors/SensorsPage';
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

  useEffect(() => {
    live.start();
    return () => live.stop();
  }, [live]);

  return (
    <QueryClientProvider client={queries}>
      <ApiContext value={api}>
        <LiveContext value={live}>
          <Frame onSignOut={onSignOut}>
            <Switch>
              <Route path="/" component={FleetPage} />
              <Route path="/stores/:id">{({ id }) => <StorePage key={id} id={id} />}</Route>
              <Route path="/sensors" component={SensorsPage} />
              <Route path="/sensors/:id">{({ id }) => <SensorPage key={id} id={id} />}</Route>
              <Route>
                <NotFound what="page" />
              </Route>
            </Switch>
          </Frame>
        </LiveContext>
      </ApiContext>
    </QueryClientProvider>
  );
}
