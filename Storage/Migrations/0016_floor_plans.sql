-- A store's plan: the picture that its manager uploaded, and where on it its sensors look.
create table floor_plans (
  organization_id  uuid not null references organizations (id),
  store_id         uuid not null unique references stores (id),
  media_type       text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
  width            int not null check (width between 1 and 8192),       -- pixels
  height           int not null check (height between 1 and 8192),
  picture          bytea not null check (octet_length(picture) <= 1048576),
  hash             bytea not null,                                      -- SHA-256 of the picture: its ETag
  updated_at       timestamptz not null default now(),
  primary key (organization_id, store_id)
);
-- Compressed already: the database shall not try again.
alter table floor_plans alter column picture set storage external;

-- A sensor's own picture as a rectangle on the plan: fractions of the plan's width and height.
create table floor_plan_places (
  organization_id  uuid not null,
  store_id         uuid not null,
  sensor_id        uuid not null references sensors (id) on delete cascade,
  x                real not null check (x between 0 and 1),             -- of the rectangle's middle
  y                real not null check (y between 0 and 1),
  width            real not null check (width > 0 and width <= 2),
  height           real not null check (height > 0 and height <= 2),
  rotation         smallint not null check (rotation between 0 and 359),-- degrees, clockwise
  primary key (organization_id, store_id, sensor_id),
  foreign key (organization_id, store_id) references floor_plans (organization_id, store_id) on delete cascade
);
