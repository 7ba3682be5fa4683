import { useCallback, useState } from 'react';
import { clearToken, loadToken, saveToken } from './api/session';
import { SignedIn } from './SignedIn';
import { SignInPage } from './signin/SignInPage';

const EXPIRED = 'The server no longer accepts the token that was used here: it has expired or was revoked. Sign in with a new one.';

export function App() {
  const [token, setToken] = useState(loadToken);
  const [notice, setNotice] = useState<string | null>(null);

  const signOut = useCallback((reason: string | null) => {
    clearToken();
    setNotice(reason);
    setToken(null);
  }, []);
  const signIn = useCallback((given: string, remember: boolean) => {
    saveToken(given, remember);
    setNotice(null);
    setToken(given);
  }, []);
  const expired = useCallback(() => signOut(EXPIRED), [signOut]);
  const leave = useCallback(() => signOut(null), [signOut]);

  if (token === null) return <SignInPage notice={notice} onSignIn={signIn} />;
  return <SignedIn key={token} token={token} onUnauthorized={expired} onSignOut={leave} />;
}
