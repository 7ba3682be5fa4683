-- Alerts: the rules, what they raised, the outbox of notifications about it, and who changed what.

create table notification_channels (
  organization_id   uuid not null references organizations (id),
  id                uuid not null default gen_random_uuid() unique,
  name              text not null,
  type              text not null check (type in ('webhook', 'email', 'slack', 'teams')),
  target            text not null,                      -- a URL; of e-mail the addresses, separated by commas
  protected_secret  bytea,                              -- what webhooks are signed with, encrypted
  rate_per_minute   int not null check (rate_per_minute > 0),
  is_active         boolean not null default true,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now(),
  deleted_at        timestamptz,
  lease             uuid,                               -- whoever sends what waits for this channel now
  leased_until      timestamptz,
  primary key (organization_id, id)
);

create table alert_rules (
  organization_id   uuid not null references organizations (id),
  id                uuid not null default gen_random_uuid() unique,
  name              text not null,
  store_id          uuid references stores (id),        -- null = every store
  sensor_id         uuid references sensors (id),       -- null = every sensor of the scope
  type              text not null,
  severity          text not null check (severity in ('info', 'warning', 'critical')),
  condition         jsonb not null,
  schedule          jsonb not null default '{}',
  escalation        jsonb,
  channels          uuid[] not null default '{}',
  is_active         boolean not null default true,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now(),
  deleted_at        timestamptz,
  revision          bigint not null default 1,
  primary key (organization_id, id)
);

create table alerts (
  organization_id   uuid not null references organizations (id),
  id                uuid not null unique,
  rule_id           uuid not null references alert_rules (id),
  subject           text not null,                      -- what of the rule's scope: store, sensor:…, sensor:…:region2
  store_id          uuid references stores (id),
  sensor_id         uuid references sensors (id),
  status            text not null check (status in ('pending', 'firing', 'acknowledged', 'resolved')),
  severity          text not null,
  title             text not null,
  message           text not null,
  metric            text,
  value             double precision,
  threshold         double precision,
  pending_since     timestamptz,
  triggered_at      timestamptz,
  escalated_at      timestamptz,
  acknowledged_at   timestamptz,
  acknowledged_by   text,
  resolved_at       timestamptz,
  resolved_by       text,                               -- null = the condition cleared
  is_muted          boolean not null default false,     -- resolved by hand: not raised again before the condition has cleared once
  comments          jsonb not null default '[]',
  version           bigint not null default 1,          -- raised by every change
  created_at        timestamptz not null,
  changed_at        timestamptz not null default now(),
  primary key (organization_id, id)
);
-- One open alert per rule and subject, whatever two activations of a grain believe.
create unique index alerts_open on alerts (rule_id, store_id, subject) nulls not distinct where status <> 'resolved';
create index alerts_listed on alerts (organization_id, created_at desc, id desc);
create index alerts_held on alerts (store_id) where status <> 'resolved' or is_muted;
create index alerts_triggered on alerts (store_id, triggered_at);
create index alerts_changed on alerts (changed_at);

create table alert_events (
  id                bigint generated always as identity primary key,
  organization_id   uuid not null,
  alert_id          uuid not null references alerts (id) on delete cascade,
  at                timestamptz not null,
  event             text not null,                      -- pending, raised, escalated, acknowledged, commented, resolved
  actor             text,                               -- null = the rule itself
  detail            text
);
create index alert_events_alert on alert_events (alert_id, id);

-- What is to be told to whom. Written with the change that it tells of; sent by one silo at a time, under an id that stays over retries.
create table notifications (
  organization_id   uuid not null,
  id                uuid not null default gen_random_uuid() unique,
  channel_id        uuid not null references notification_channels (id),
  alert_id          uuid not null references alerts (id) on delete cascade,
  event             text not null,                      -- alert.raised, alert.changed
  alert             text not null,                      -- the alert's JSON as it was then
  status            text not null default 'waiting' check (status in ('waiting', 'sent', 'dead')),
  attempts          int not null default 0,
  created_at        timestamptz not null,
  next_attempt_at   timestamptz not null,
  expires_at        timestamptz not null,               -- not sent until then: dead
  last_attempt_at   timestamptz,
  sent_at           timestamptz,
  last_error        text,
  primary key (organization_id, id)
);
create index notifications_waiting on notifications (channel_id, next_attempt_at) where status = 'waiting';
create index notifications_attempted on notifications (channel_id, last_attempt_at);
create index notifications_listed on notifications (organization_id, created_at desc, id desc);
create index notifications_alert on notifications (alert_id);

create table audit_log (
  organization_id   uuid not null references organizations (id),
  id                uuid not null default gen_random_uuid() unique,
  created_at        timestamptz not null default now(),
  actor             text not null,
  actor_token_id    uuid,
  action            text not null,                      -- created, changed, deleted, …
  kind              text not null,                      -- store, sensor, token, alert_rule, notification_channel, alert
  object_id         uuid not null,
  name              text,
  changes           jsonb,                              -- property: {"from": …, "to": …}, never a secret
  primary key (organization_id, id)
);
create index audit_log_listed on audit_log (organization_id, created_at desc, id desc);

-- What an organization begins with.
create function insert_default_alert_rules(p_organization uuid) returns void language sql as $$
  insert into alert_rules (organization_id, name, type, severity, condition) values
    (p_organization, 'Sensor offline', 'sensor_offline', 'warning', '{}'),
    (p_organization, 'Over 90 % of capacity', 'occupancy', 'warning',
      '{"metric": "utilization", "operator": ">=", "value": 0.9, "clear_value": 0.85}'),
    (p_organization, 'Over capacity', 'occupancy', 'critical',
      '{"metric": "utilization", "operator": ">=", "value": 1, "clear_value": 0.95}');
$$;

select insert_default_alert_rules(id) from organizations;
