import { useConnection } from '../live/hooks';
import { connectionWord } from '../logic/connection';
import { useNow } from '../logic/useNow';
import classes from './ConnectionState.module.css';

export function ConnectionState() {
  const status = useConnection();
  const now = useNow();
  return (
    <span className={classes.state} role="status" data-phase={status.phase} data-testid="connection-state">
      <span className={classes.dot} aria-hidden />
      {connectionWord(status, now)}
    </span>
  );
}
