-- What a sensor's lines stood for until an instant, where a change did not apply since the beginning. Days that start before valid_until
-- are computed with these; the earliest valid_until behind a day's start holds.
create table sensor_line_versions (
  sensor_key   int not null references sensors (key) on delete cascade,
  valid_until  timestamptz not null,
  lines        jsonb not null,
  primary key (sensor_key, valid_until)
);
