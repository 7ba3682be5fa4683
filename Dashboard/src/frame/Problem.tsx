import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { words } from '../words';

interface Props {
  title: string;
  error: Error;
  onRetry: () => void;
}

/** Something could not be loaded: what, why, and the way to try again. */
export function Problem({ title, error, onRetry }: Props) {
  return (
    <Alert icon={<IconAlertTriangle />} title={title} variant="default" role="alert">
      <p>{error.message}</p>
      <Button mt="sm" variant="default" onClick={onRetry}>{words().common.tryAgain}</Button>
    </Alert>
  );
}
