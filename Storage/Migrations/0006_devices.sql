-- Where in its picture a device saw people: one grid per sensor and local day, replaced while the day grows.
-- Kept for Retention:HeatMonths; of a tenant by its sensor.
create table space_heatmaps (
  sensor_key   int not null references sensors (key) on delete cascade,
  start_at     timestamptz not null,
  end_at       timestamptz not null,
  received_at  timestamptz not null,                   -- when this grid was read
  width        int not null check (width between 1 and 1024),
  height       int not null check (height between 1 and 1024),
  grid         bytea not null,                         -- zlib of width * height 32-bit numbers, little endian, row by row
  primary key (sensor_key, start_at)
);
-- Compressed already: the database shall not try again.
alter table space_heatmaps alter column grid set storage external;
create index space_heatmaps_age on space_heatmaps (start_at);

-- Devices that send by themselves are found by their serial number.
create index sensors_serial on sensors (organization_id, upper(config #>> array['collection', 'endpoints', 'push.serial']))
  where deleted_at is null and config #>> array['collection', 'endpoints', 'push.serial'] is not null;
