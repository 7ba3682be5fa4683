-- What a store's settings were before a change that does not apply since the beginning: business days before until_date are computed with these,
-- the earliest until_date behind a day holds.
create table store_versions (
  store_id         uuid not null references stores (id) on delete cascade,
  until_date       date not null,
  time_zone        text not null,
  day_start        time not null,
  capacity         int,
  operating_hours  jsonb not null,
  primary key (store_id, until_date)
);
