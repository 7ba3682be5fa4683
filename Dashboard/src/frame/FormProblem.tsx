import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ApiError } from '../api/client';
import { words } from '../words';
import classes from './Form.module.css';

/** Why the server did not take a form: field by field where it says so. */
export function FormProblem({ error }: { error: Error | null }) {
  if (!error) return null;
  const fields = error instanceof ApiError ? Object.entries(error.fields) : [];
  const forbidden = error instanceof ApiError && error.status === 403;
  return (
    <Alert icon={<IconAlertTriangle />} variant="default" role="alert" title={forbidden ? words().common.noPermission : words().common.notSaved} data-testid="form-problem">
      {fields.length === 0 ? <p>{error.message}</p> : (
        <ul className={classes.problems}>
          {fields.map(([field, messages]) => <li key={field}><b>{field}</b>: {messages.join(' ')}</li>)}
        </ul>
      )}
    </Alert>
  );
}

/** The first message about a field, to stand below its input. */
export function fieldError(error: Error | null, ...names: string[]): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return names.map((name) => error.fields[name]?.[0]).find((message) => message !== undefined);
}
