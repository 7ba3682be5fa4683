import { useCallback, useState } from 'react';
import { clearToken, loadToken, saveToken } from './api/session';
import { SignedIn } from './SignedIn';
import { SignInPage } from './signin/SignInPage';
import { words } from './words';
import { useLanguage } from './words/useLanguage';

export function App() {
  const [token, setToken] = useState(loadToken);
  const language = useLanguage();
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
  const expired = useCallback(() => signOut(words().signIn.expired), [signOut]);
  const leave = useCallback(() => signOut(null), [signOut]);

  if (token === null) return <SignInPage key={language} notice={notice} onSignIn={signIn} />;
  return <SignedIn key={token} token={token} onUnauthorized={expired} onSignOut={leave} />;
}
