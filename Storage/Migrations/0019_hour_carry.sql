-- What an hour leaves to the rest of its business day. Null: the rest needs the whole day (rows of before, calibrated lines).
alter table hourly_rollups
  add column end_occupancy bigint,                      -- millionths of a person at the end of the hour
  add column open_entries  bigint;                      -- entries of the hour while the store was open
