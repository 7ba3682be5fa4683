-- The business days of stores, and what they sold. Day rows are kept for ever; hours and days are made by the same recomputation.

create table daily_rollups (
  store_id               uuid not null,
  business_date          date not null,
  organization_id        uuid not null,
  day_start              timestamptz not null,
  day_end                timestamptz not null,
  -- All of these are null on a day on which nothing was counted, but something sold.
  entries                bigint,
  exits                  bigint,
  passing                bigint,
  line_counts            jsonb,
  avg_occupancy          double precision,              -- over the hours that were counted
  peak_occupancy         int,
  peak_at                timestamptz,
  drift                  double precision,
  region_avg             jsonb,
  region_max             jsonb,
  region_visits          jsonb,
  heat_avg               double precision,
  heat_max               double precision,
  covered_s              int,                           -- of all hours, also of those that have no row
  expected_s             int,
  counted_minutes        int,                           -- of the hours that were counted
  peak_hour              timestamptz,                   -- start of the hour with most entries
  business_hours_entries bigint,
  -- Null without sales.
  transactions           bigint,
  revenue                numeric,
  currency               text,
  computed_at            timestamptz not null default now(),
  primary key (store_id, business_date)
);

-- What a till reports of one interval. Its identity is (store, start): again no effect, other numbers replace.
create table sales (
  store_id         uuid not null,
  start_at         timestamptz not null,
  organization_id  uuid not null,
  duration_s       int not null,
  transactions     int not null,
  revenue          numeric not null,
  currency         text not null,
  received_at      timestamptz not null default now(),
  primary key (store_id, start_at)
);

-- The currency of a store's sales; the first sales that it reports decide.
alter table stores add column currency text;

-- A mark may also be of a store as a whole: its sales or its settings changed, or somebody asked for it.
alter table dirty_ranges alter column sensor_key drop not null;
alter table dirty_ranges add column store_id uuid;
alter table dirty_ranges add column rebuild_id uuid;
alter table dirty_ranges add constraint dirty_ranges_subject check (num_nonnulls(sensor_key, store_id) = 1);
create index dirty_ranges_rebuild on dirty_ranges (rebuild_id) where rebuild_id is not null;

-- A range that somebody had recomputed. What is left of it are its marks.
create table rollup_rebuilds (
  organization_id  uuid not null,
  id               uuid not null,
  store_ids        uuid[] not null,
  from_date        date not null,
  to_date          date not null,
  days             int not null,                        -- of all stores together
  created_at       timestamptz not null default now(),
  primary key (organization_id, id)
);

-- The days of the hours that there are.
insert into dirty_ranges (store_id, from_at, to_at)
select store_id, min(hour_start), max(hour_end) from hourly_rollups group by store_id;
