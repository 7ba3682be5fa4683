import { useOrganizationLive } from '../live/hooks';
import { people } from '../logic/numbers';
import { words } from '../words';
import classes from './Rail.module.css';

/** How many alerts are open, beside their name in the rail. */
export function AlertCount() {
  const count = useOrganizationLive().state?.active_alerts ?? 0;
  if (count === 0) return null;
  return <span className={classes.count} data-testid="alert-count"><span className="visually-hidden">{words().attention.alerts(count)}</span><span aria-hidden>{count > 99 ? '99+' : people(count)}</span></span>;
}
