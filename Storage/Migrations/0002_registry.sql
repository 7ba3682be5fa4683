-- Who and what there is: organizations, their stores, sensors and API tokens.
-- A tenant's primary keys begin with organization_id, the id that would distribute them over several databases.

create table organizations (
  id          uuid primary key default gen_random_uuid(),
  name        text not null,
  created_at  timestamptz not null default now()
);

create table stores (
  organization_id  uuid not null references organizations (id),
  id               uuid not null default gen_random_uuid() unique,
  name             text not null,
  code             text,
  region           text,
  time_zone        text not null,                       -- IANA id
  capacity         int check (capacity > 0),
  operating_hours  jsonb not null default '{}',         -- {} = always open
  day_start        time not null default '00:00',       -- local start of the business day
  is_active        boolean not null default true,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  deleted_at       timestamptz,
  revision         bigint not null default 1,           -- raised by every change of settings
  epoch            bigint not null default 0,           -- raised by every activation of the store's grain
  primary key (organization_id, id)
);
create unique index stores_code on stores (organization_id, lower(code)) where deleted_at is null;

create table sensors (
  organization_id   uuid not null references organizations (id),
  id                uuid not null default gen_random_uuid() unique,
  key               int generated always as identity unique,  -- the narrow key of its readings
  store_id          uuid not null references stores (id),
  name              text not null,
  address           text not null,                      -- IP or host name
  port              int not null check (port between 1 and 65535),
  type              text not null,
  location          text,
  time_zone         text,                               -- IANA id; null = the store's
  config            jsonb not null default '{}',        -- without the secret
  protected_secret  bytea,                              -- password or token of the device, encrypted
  is_polled         boolean not null,                   -- collection mode poll, taken out of config for the unique address
  is_active         boolean not null default true,
  last_seen_at      timestamptz,                        -- contact, not data; written behind, at most a minute old
  last_error        text,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now(),
  deleted_at        timestamptz,
  revision          bigint not null default 1,
  epoch             bigint not null default 0,
  primary key (organization_id, id)
) with (fillfactor = 70);                               -- last_seen_at is rewritten in place
create unique index sensors_name on sensors (organization_id, lower(name)) where deleted_at is null;
-- Every shop may have its own 192.168.1.100, but within a shop one address is one device.
create unique index sensors_address on sensors (store_id, address, port) where deleted_at is null and is_polled;
create index sensors_store on sensors (store_id) where deleted_at is null;

-- Which store a sensor belonged to, and since when: a reading belongs to the store of its start.
create table sensor_assignments (
  organization_id  uuid not null,
  sensor_key       int not null references sensors (key) on delete cascade,
  store_id         uuid not null references stores (id),
  valid_from       timestamptz not null default '-infinity',
  valid_to         timestamptz not null default 'infinity',
  primary key (organization_id, sensor_key, valid_from),
  check (valid_from < valid_to)
);
create index sensor_assignments_store on sensor_assignments (store_id);
create index sensor_assignments_sensor on sensor_assignments (sensor_key);

create table api_tokens (
  organization_id   uuid not null references organizations (id),
  id                uuid not null default gen_random_uuid() unique,
  name              text not null,
  role              text not null,
  token_hash        bytea not null unique,              -- SHA-256 of the secret; the secret itself is nowhere
  store_ids         uuid[],                             -- null = all stores
  sensor_id         uuid,                               -- an ingest token: this sensor's data only
  allowed_networks  text[],                             -- CIDR; null = anywhere
  created_at        timestamptz not null default now(),
  expires_at        timestamptz,
  revoked_at        timestamptz,
  last_used_at      timestamptz,
  primary key (organization_id, id)
);
