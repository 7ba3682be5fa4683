import { Alert, Button, Checkbox, PasswordInput, Text, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState, type SubmitEvent } from 'react';
import { checkToken } from '../api/calls';
import { ApiClient, ApiError } from '../api/client';
import { Mark } from '../frame/Mark';
import classes from './SignInPage.module.css';

interface Props {
  notice: string | null;
  onSignIn: (token: string, remember: boolean) => void;
}

export function SignInPage({ notice, onSignIn }: Props) {
  const [token, setToken] = useState('');
  const [remember, setRemember] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const given = token.trim();
    if (!given) return setProblem('Paste a token first.');
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
          <Title order={1} size="h2">Sign in</Title>
          <Text c="dimmed" mt={4}>See how many people are in your stores, now.</Text>
        </div>
        {notice && <Alert icon={<IconInfoCircle />} variant="default" role="status">{notice}</Alert>}
        <PasswordInput
          label="Access token"
          description="Your administrator hands these out."
          size="md"
          autoFocus
          autoComplete="current-password"
          spellCheck={false}
          value={token}
          onChange={(event) => { setToken(event.currentTarget.value); setProblem(null); }}
          error={problem && <span role="alert" data-testid="sign-in-problem">{problem}</span>}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the token' }}
          data-testid="sign-in-token"
        />
        <Checkbox
          label="Remember on this device"
          description="Without it, the token is forgotten when this tab closes."
          checked={remember}
          onChange={(event) => setRemember(event.currentTarget.checked)}
          data-testid="sign-in-remember"
        />
        <Button type="submit" size="md" fullWidth loading={busy} data-testid="sign-in-button">Sign in</Button>
      </form>
    </main>
  );
}

function inWords(error: unknown): string {
  if (!(error instanceof ApiError)) return 'The server answered something unexpected. Is this the right address?';
  if (error.status === 401) return 'This token is not accepted. It may be mistyped, expired or revoked.';
  if (error.status === 403) return 'This token may not read stores; it is probably one that only sends data. Use a viewer token.';
  if (error.status === 0) return 'The server did not answer. Check the network and try again.';
  return error.message;
}
