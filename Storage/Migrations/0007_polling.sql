-- How far a device has been asked, and how it fared.

alter table sensors
  -- All that the device could say up to this instant has been asked for, or is in owed. Written behind with last_seen_at; null = never asked.
  add column collected_until timestamptz,
  -- Older stretches that are still to be asked for, after an outage or at registration.
  add column owed tstzmultirange not null default '{}';

-- When a device came, went, failed and recovered. Kept 90 days. The key makes a note that is written twice one event.
create table sensor_events (
  organization_id  uuid not null,
  sensor_id        uuid not null,
  at               timestamptz not null,
  event_type       text not null check (event_type in ('online', 'offline', 'error', 'recovered')),
  detail           text,
  primary key (organization_id, sensor_id, at, event_type)
);
create index sensor_events_at on sensor_events (at);
