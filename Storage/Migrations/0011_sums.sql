-- What was counted before calibration, what came late, and sums over days: a question about a year does not read each day of each store.

-- Null where no line has a factor: then they are entries, exits and passing themselves.
alter table hourly_rollups
  add column counted_entries bigint,
  add column counted_exits   bigint,
  add column counted_passing bigint,
  add column delayed_s       int not null default 0;    -- of covered_s, seconds whose readings came late
alter table daily_rollups
  add column counted_entries bigint,
  add column counted_exits   bigint,
  add column counted_passing bigint,
  add column delayed_s       int;

-- ISO weeks and calendar months of stores. Made of their days by the run that recomputed one of them, so a function of the same readings.
create table period_rollups (
  store_id               uuid not null,
  first_date             date not null,
  last_date              date not null,
  days                   int not null,                  -- that were counted
  expected_days          int not null,                  -- of which some time was expected to be covered
  entries                bigint not null,
  exits                  bigint not null,
  passing                bigint not null,
  counted_entries        bigint,                        -- null when no day was calibrated
  counted_exits          bigint,
  counted_passing        bigint,
  person_minutes         double precision not null,     -- mean occupancy times the minutes that were counted
  counted_minutes        bigint not null,
  peak                   bigint,                        -- peak_occupancy * 2^34 - its instant in seconds: the greatest is the earliest of the highest
  best_day               bigint,                        -- entries * 2^34 - the day's peak_hour in seconds
  drift                  double precision not null,
  covered_s              bigint not null,
  expected_s             bigint not null,
  business_hours_entries bigint not null,
  transactions           bigint,                        -- null without sales
  revenue                numeric,
  currency               text,
  both_entries           bigint not null,               -- of the days that were counted and have sales
  both_transactions      bigint,
  both_revenue           numeric,
  primary key (store_id, first_date, last_date)
);

-- A day in the columns of period_rollups.
create view day_parts as
select store_id, business_date,
  (entries is not null)::int as days, (coalesce(expected_s, 0) > 0)::int as expected_days,
  coalesce(entries, 0) as entries, coalesce(exits, 0) as exits, coalesce(passing, 0) as passing,
  counted_entries, counted_exits, counted_passing,
  coalesce(avg_occupancy * counted_minutes, 0) as person_minutes, coalesce(counted_minutes, 0) as counted_minutes,
  (peak_occupancy::bigint << 34) - coalesce(date_part('epoch', peak_at), 0)::bigint as peak,
  (entries << 34) - date_part('epoch', peak_hour)::bigint as best_day,
  coalesce(drift, 0) as drift, coalesce(covered_s, 0) as covered_s, coalesce(expected_s, 0) as expected_s,
  coalesce(business_hours_entries, 0) as business_hours_entries, transactions, revenue, currency,
  case when transactions is not null then coalesce(entries, 0) else 0 end as both_entries,
  case when entries is not null then transactions end as both_transactions,
  case when entries is not null then revenue end as both_revenue
from daily_rollups;

-- Sums up the weeks and months that days of stores belong to. Of two runs the later one also reads later: they wait for each other.
create function sum_periods(p_stores uuid[], p_dates date[]) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('sum_periods ' || s, 0)) from (select distinct u::text as s from unnest(p_stores) u order by 1) k;

  delete from period_rollups r using (select distinct store_id, d from unnest(p_stores, p_dates) t (store_id, d)) t
  where r.store_id = t.store_id and t.d between r.first_date and r.last_date
    and not exists (select from daily_rollups x where x.store_id = r.store_id and x.business_date between r.first_date and r.last_date);

  insert into period_rollups as r
  select p.store_id, p.first_date, p.last_date, s.*
  from (
    select distinct t.store_id, k.first_date, k.last_date
    from unnest(p_stores, p_dates) t (store_id, d) cross join lateral (
      values (date_trunc('week', t.d::timestamp)::date, date_trunc('week', t.d::timestamp)::date + 6),
        (date_trunc('month', t.d::timestamp)::date, (date_trunc('month', t.d::timestamp) + interval '1 month')::date - 1)) k (first_date, last_date)) p
  cross join lateral (
    select sum(days)::int, sum(expected_days)::int, sum(entries)::bigint, sum(exits)::bigint, sum(passing)::bigint,
      case when count(counted_entries) > 0 then sum(coalesce(counted_entries, entries))::bigint end,
      case when count(counted_exits) > 0 then sum(coalesce(counted_exits, exits))::bigint end,
      case when count(counted_passing) > 0 then sum(coalesce(counted_passing, passing))::bigint end,
      sum(person_minutes), sum(counted_minutes)::bigint, max(peak), max(best_day), sum(drift), sum(covered_s)::bigint, sum(expected_s)::bigint,
      sum(business_hours_entries)::bigint, sum(transactions)::bigint, sum(revenue), min(currency), sum(both_entries)::bigint,
      sum(both_transactions)::bigint, sum(both_revenue)
    from day_parts d where d.store_id = p.store_id and d.business_date between p.first_date and p.last_date having count(*) > 0) s
  on conflict (store_id, first_date, last_date) do update set
    days = excluded.days, expected_days = excluded.expected_days, entries = excluded.entries, exits = excluded.exits, passing = excluded.passing,
    counted_entries = excluded.counted_entries, counted_exits = excluded.counted_exits, counted_passing = excluded.counted_passing,
    person_minutes = excluded.person_minutes, counted_minutes = excluded.counted_minutes, peak = excluded.peak, best_day = excluded.best_day,
    drift = excluded.drift, covered_s = excluded.covered_s, expected_s = excluded.expected_s, business_hours_entries = excluded.business_hours_entries,
    transactions = excluded.transactions, revenue = excluded.revenue, currency = excluded.currency, both_entries = excluded.both_entries,
    both_transactions = excluded.both_transactions, both_revenue = excluded.both_revenue
  where r is distinct from excluded;
end $$;

-- Business days of organizations: the days of that date of all their stores. No currency is converted.
create table organization_days (
  organization_id        uuid not null,
  business_date          date not null,
  stores                 int not null,                  -- of which something was counted
  entries                bigint not null,
  exits                  bigint not null,
  passing                bigint not null,
  business_hours_entries bigint not null,
  covered_s              bigint not null,
  expected_s             bigint not null,
  transactions           bigint,                        -- null without sales
  revenue                jsonb,                         -- {"EUR": 12.50, …}
  both_entries           bigint not null,               -- of the stores that were counted and have sales
  both_transactions      bigint,
  primary key (organization_id, business_date)
);
create index daily_rollups_organization on daily_rollups (organization_id, business_date);

create function sum_organization_days(p_organizations uuid[], p_dates date[]) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('sum_organization_days ' || o, 0))
    from (select distinct u::text as o from unnest(p_organizations) u order by 1) k;

  delete from organization_days r using unnest(p_organizations, p_dates) t (organization_id, d)
  where r.organization_id = t.organization_id and r.business_date = t.d
    and not exists (select from daily_rollups x where x.organization_id = r.organization_id and x.business_date = r.business_date);

  insert into organization_days as r
  select p.organization_id, p.d, s.*
  from (select distinct organization_id, d from unnest(p_organizations, p_dates) t (organization_id, d)) p
  cross join lateral (
    select sum(c.stores)::int, sum(c.entries)::bigint, sum(c.exits)::bigint, sum(c.passing)::bigint, sum(c.business_hours_entries)::bigint,
      sum(c.covered_s)::bigint, sum(c.expected_s)::bigint, sum(c.transactions)::bigint,
      jsonb_object_agg(c.currency, c.revenue) filter (where c.currency is not null), sum(c.both_entries)::bigint, sum(c.both_transactions)::bigint
    from (
      select d.currency, count(d.entries) as stores, coalesce(sum(d.entries), 0) as entries, coalesce(sum(d.exits), 0) as exits,
        coalesce(sum(d.passing), 0) as passing, coalesce(sum(d.business_hours_entries), 0) as business_hours_entries,
        coalesce(sum(d.covered_s), 0) as covered_s, coalesce(sum(d.expected_s), 0) as expected_s, sum(d.transactions) as transactions,
        sum(d.revenue) as revenue, coalesce(sum(d.entries) filter (where d.transactions is not null), 0) as both_entries,
        sum(d.transactions) filter (where d.entries is not null) as both_transactions
      from daily_rollups d where d.organization_id = p.organization_id and d.business_date = p.d group by d.currency) c
    having count(*) > 0) s
  on conflict (organization_id, business_date) do update set
    stores = excluded.stores, entries = excluded.entries, exits = excluded.exits, passing = excluded.passing,
    business_hours_entries = excluded.business_hours_entries, covered_s = excluded.covered_s, expected_s = excluded.expected_s,
    transactions = excluded.transactions, revenue = excluded.revenue, both_entries = excluded.both_entries, both_transactions = excluded.both_transactions
  where r is distinct from excluded;
end $$;

-- What there is already. Not by marks: days whose readings are gone can't be made again.
do $$
declare
  v_id uuid;
begin
  for v_id in select distinct store_id from daily_rollups loop
    perform sum_periods(array_agg(store_id), array_agg(business_date)) from daily_rollups where store_id = v_id;
  end loop;
  for v_id in select distinct organization_id from daily_rollups loop
    perform sum_organization_days(array_agg(v_id), array_agg(business_date))
      from (select distinct business_date from daily_rollups where organization_id = v_id) d;
  end loop;
end $$;
