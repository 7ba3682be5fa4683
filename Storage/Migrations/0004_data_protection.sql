-- The key ring that devices' passwords are encrypted with; shared by all silos, appended only.
create table data_protection_keys (
  id             bigint generated always as identity primary key,
  friendly_name  text not null,
  xml            text not null,
  created_at     timestamptz not null default now()
);
