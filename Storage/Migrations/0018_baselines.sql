-- Occupancies that somebody counted: from its instant on a store's occupancy is so many people and the net flow since,
-- until the business day ends. Its identity is (store, instant): again no effect, another number replaces.
create table occupancy_baselines (
  store_id         uuid not null,
  at               timestamptz not null,
  organization_id  uuid not null,
  occupancy        int not null,
  note             text,
  set_by           text not null,                        -- the name of the token
  set_at           timestamptz not null default now(),
  primary key (store_id, at)
);
