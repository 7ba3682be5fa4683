import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiClient, ApiError } from './api/client';
import { ApiContext } from './api/context';
import { LiveConnection } from './live/connection';
import { LiveContext } from './live/context';
import { preloadChart } from './charts/loadChart';
import { Pages } from './Pages';
import { useLanguage } from './words/useLanguage';

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

  const language = useLanguage();

  useEffect(() => {
    live.start();
    return () => live.stop();
  }, [live]);

  useEffect(preloadChart, []);

  return (
    <QueryClientProvider client={queries}>
      <ApiContext value={api}>
        <LiveContext value={live}>
          <Pages key={language} onSignOut={onSignOut} />
        </LiveContext>
      </ApiContext>
    </QueryClientProvider>
  );
}
