-- What was counted. A reading is (sensor, kind, bucket start); a table per kind, a partition per UTC month.
-- received_after_s is the second clock: seconds from the bucket's start to the first receipt of these numbers.
-- From it follows how far an open bucket was observed: least(duration_s, received_after_s).

-- A count of zero is stored as null: the row's presence is the datum, and an absent line counts as 0.
create table people_readings (
  start_at          timestamptz not null,
  sensor_key        int not null,
  duration_s        int not null,
  received_after_s  int not null,
  line1_in int, line1_out int,
  line2_in int, line2_out int,
  line3_in int, line3_out int,
  line4_in int, line4_out int,
  more_lines        int[],                              -- line5 in, line5 out, … of the few sensors that have them
  primary key (sensor_key, start_at)
) partition by range (start_at);

create table region_readings (
  start_at          timestamptz not null,
  sensor_key        int not null,
  duration_s        int not null,
  received_after_s  int not null,
  kind              "char" not null,                    -- v = visits within the bucket, o = people present
  region1 int, region2 int, region3 int, region4 int,
  more_regions      int[],
  primary key (sensor_key, start_at, kind)
) partition by range (start_at);

create table heat_readings (
  start_at          timestamptz not null,
  heat_value        double precision not null,
  sensor_key        int not null,
  duration_s        int not null,                       -- 0 = an instant
  received_after_s  int not null,
  primary key (sensor_key, start_at)
) partition by range (start_at);

create table alarm_readings (
  start_at          timestamptz not null,
  sensor_key        int not null,
  received_after_s  int not null,
  counter_status    int not null,                       -- 0 or 1, or the device's bit mask
  region_in_alarms  int not null,                       -- bit n-1 = region n
  region_out_alarms int not null,
  primary key (sensor_key, start_at)
) partition by range (start_at);

-- Makes the partitions of every kind that cover a range of instants; safe to call at once from everywhere.
-- A partition is made as a table of its own and then attached, which lets ingest go on meanwhile.
create function ensure_reading_partitions(p_from timestamptz, p_to timestamptz) returns int
language plpgsql set timezone to 'UTC' as $$
declare
  v_month timestamptz := date_trunc('month', p_from);
  v_kind text;
  v_name text;
  v_made int := 0;
begin
  while v_month <= p_to loop
    foreach v_kind in array array['people_readings', 'region_readings', 'heat_readings', 'alarm_readings'] loop
      v_name := v_kind || to_char(v_month, '_YYYY_MM');
      if to_regclass(v_name) is null then
        perform pg_advisory_xact_lock(hashtext('ensure_reading_partitions'));
        -- By a look into the catalog: to_regclass may still remember that the table was not there before we waited for the lock.
        if not exists (select from pg_class c join pg_class k on k.relnamespace = c.relnamespace where k.oid = v_kind::regclass and c.relname = v_name) then
          execute format('create table %I (like %I including defaults including constraints)', v_name, v_kind);
          execute format('alter table %I set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05)', v_name);
          execute format('alter table %I attach partition %I for values from (%L) to (%L)',
            v_kind, v_name, v_month, v_month + interval '1 month');
          v_made := v_made + 1;
        end if;
      end if;
    end loop;
    v_month := v_month + interval '1 month';
  end loop;
  return v_made;
end $$;

-- What a rollup owes: a sensor's readings changed somewhere in [from_at, to_at). Appended by every commit that
-- changed something, deleted by the rollup that saw them; never updated, so that writers do not wait for rollups.
create table dirty_ranges (
  id          bigint generated always as identity primary key,
  sensor_key  int not null,
  from_at     timestamptz not null,
  to_at       timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Rollups of closed and open local hours. A sensor's row has its sensor_key; the store's own row has 0.
create table hourly_rollups (
  store_id          uuid not null,
  sensor_key        int not null,
  hour_start        timestamptz not null,
  hour_end          timestamptz not null,
  organization_id   uuid not null,
  business_date     date not null,
  entries           bigint not null,
  exits             bigint not null,
  passing           bigint not null,
  line_counts       jsonb,                              -- in + out of each counted line: {"line1": n, …}
  avg_occupancy     double precision not null,
  peak_occupancy    int not null,
  peak_at           timestamptz,
  drift             double precision not null,          -- people that the floor at zero absorbed within the hour
  region_avg        jsonb,                              -- {"region1": mean people present, …}
  region_max        jsonb,
  region_visits     jsonb,                              -- {"region1": visits, …}
  heat_avg          double precision,
  heat_max          double precision,
  covered_s         int not null,                       -- seconds of the hour covered by readings, inside operating hours
  expected_s        int not null,                       -- seconds expected, inside operating hours
  computed_at       timestamptz not null default now(),
  primary key (store_id, sensor_key, hour_start)
);
