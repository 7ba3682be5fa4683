-- What each commit of readings touched, as one row: the marks of dirty_ranges while a fleet is busy, a commit's worth at a time. A rollup
-- folds them into dirty_ranges, one mark for a sensor and a day. The three arrays have one length.
create table dirty_commits (
  id           bigint generated always as identity primary key,
  sensor_keys  int[] not null,
  from_at      timestamptz[] not null,
  to_at        timestamptz[] not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- The newest time is paid first: whoever sends years of the past does not keep today waiting.
create index dirty_ranges_newest on dirty_ranges (from_at);
