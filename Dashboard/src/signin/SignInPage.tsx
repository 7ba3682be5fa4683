import { Alert, Button, Checkbox, PasswordInput, Text, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState, type SubmitEvent } from 'react';
import { checkToken } from '../api/calls';
import { ApiClient, ApiError } from '../api/client';
import { Mark } from '../frame/Mark';
import { words } from '../words';
import classes from './SignInPage.module.css';

interface Props {
  notice: string | null;
  onSignIn: (token: string, remember: boolean) => void;
}

export function SignInPage({ notice, onSignIn }: Props) {
  const w = words().signIn;
  const [token, setToken] = useState('');
  const [remember, setRemember] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const given = token.trim();
    if (!given) return setProblem(w.pasteFirst);
    setBusy(true);
    try {
      await checkToken(new ApiClient(given));
      onSignIn(given, remember);
    } catch (error) {
      setProblem(inWords(error));
      setBusy(false);
    }
  }

  return (
    <main className={classes.page}>
      <form className={classes.card} onSubmit={(event) => void submit(event)} noValidate>
        <Mark size={40} />
        <div>
          <Title order={1} size="h2">{w.title}</Title>
          <Text c="dimmed" mt={4}>{w.lead}</Text>
        </div>
        {notice && <Alert icon={<IconInfoCircle />} variant="default" role="status">{notice}</Alert>}
        <PasswordInput
          label={w.token}
          description={w.tokenNote}
          size="md"
          autoFocus
          autoComplete="current-password"
          spellCheck={false}
          value={token}
          onChange={(event) => { setToken(event.currentTarget.value); setProblem(null); }}
          error={problem && <span role="alert" data-testid="sign-in-problem">{problem}</span>}
          visibilityToggleButtonProps={{ 'aria-label': w.show }}
          data-testid="sign-in-token"
        />
        <Checkbox
          label={w.remember}
          description={w.rememberNote}
          checked={remember}
          onChange={(event) => setRemember(event.currentTarget.checked)}
          data-testid="sign-in-remember"
        />
        <Button type="submit" size="md" fullWidth loading={busy} data-testid="sign-in-button">{w.title}</Button>
      </form>
    </main>
  );
}

function inWords(error: unknown): string {
  const w = words().signIn;
  if (!(error instanceof ApiError)) return w.unexpected;
  if (error.status === 401) return w.refused;
  if (error.status === 403) return w.notReader;
  if (error.status === 0) return w.noAnswer;
  return error.message;
}
