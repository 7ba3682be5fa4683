import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { useApi } from '../api/context';
import type { Store } from '../api/types';
import { FormProblem } from '../frame/FormProblem';
import { ToneNote } from '../frame/ToneNote';
import type { Tone } from '../logic/health';
import { decimals } from '../logic/numbers';
import { ago, clockWithDay } from '../logic/time';
import { useNow } from '../logic/useNow';
import { words } from '../words';
import { AlertChart } from './AlertChart';
import classes from './AlertsPage.module.css';
import { answerAlert } from './calls';
import { alertKeys } from './queries';
import type { Alert, Severity } from './types';

const TONES: Record<Severity, Tone> = { info: 'muted', warning: 'warning', critical: 'critical' };

/** One alert: what, since when, by how much, and what can be done about it. */
export function AlertCard({ alert, store }: { alert: Alert; store: Store | undefined }) {
  const w = words().alertsPage;
  const api = useApi();
  const queries = useQueryClient();
  const now = useNow();
  const [comment, setComment] = useState('');
  const answer = useMutation({
    mutationFn: (action: 'acknowledge' | 'resolve' | 'comment') => answerAlert(api, alert.id, action, comment.trim() || undefined),
    onSuccess: async () => {
      setComment('');
      await queries.invalidateQueries({ queryKey: alertKeys.all });
    },
  });
  const zone = store?.timezone;
  const since = alert.triggered_at ?? alert.pending_since;
  const isOpen = alert.status !== 'resolved';
  const numbers = alert.value !== null && alert.threshold !== null ? w.valueOf(decimals(alert.value, 2), decimals(alert.threshold, 2)) : null;

  return (
    <article className={classes.card} data-alert={alert.id} data-status={alert.status} data-severity={alert.severity} data-testid={`alert-${alert.id}`} tabIndex={-1}>
      <header>
        <h3>{alert.title}</h3>
        <ToneNote tone={isOpen ? TONES[alert.severity] : 'muted'} badge>{w.severities[alert.severity]} · {w.statuses[alert.status]}</ToneNote>
      </header>
      <div className={classes.what}>
        <div>
          <p>{alert.message}</p>
          <p className={classes.facts}>
            {store && <><Link href={`/stores/${store.id}`}>{store.name}</Link> · </>}
            {alert.sensor_id && <><Link href={`/sensors/${alert.sensor_id}`}>{words().sensors.sensor}</Link> · </>}
            {since && <time dateTime={since} title={ago(since, now)}>{w.since(clockWithDay(since, now, zone))}</time>}
            {numbers && ` · ${numbers}`}
            {alert.acknowledged_at && ` · ${w.acknowledgedBy(alert.acknowledged_by ?? '', clockWithDay(alert.acknowledged_at, now, zone))}`}
            {alert.resolved_at && ` · ${w.resolvedAt(clockWithDay(alert.resolved_at, now, zone))}`}
          </p>
        </div>
        {store && <AlertChart alert={alert} store={store} />}
      </div>
      {alert.comments.length > 0 && (
        <ul className={classes.comments}>
          {alert.comments.map((one) => <li key={one.at}>{one.text} <small>{one.by}, {clockWithDay(one.at, now, zone)}</small></li>)}
        </ul>
      )}
      {isOpen && (
        <div className={classes.actions}>
          {alert.status === 'firing' && <Button size="sm" data-acknowledge loading={answer.isPending} onClick={() => answer.mutate('acknowledge')}>{w.acknowledge}</Button>}
          <Button size="sm" variant="default" loading={answer.isPending} onClick={() => answer.mutate('resolve')}>{w.resolve}</Button>
          <TextInput className={classes.comment} size="sm" aria-label={w.comment} placeholder={w.comment} maxLength={2000} value={comment} onChange={(e) => setComment(e.currentTarget.value)} />
          <Button size="sm" variant="default" disabled={comment.trim() === ''} loading={answer.isPending} onClick={() => answer.mutate('comment')}>{w.send}</Button>
        </div>
      )}
      <FormProblem error={answer.error} />
    </article>
  );
}
