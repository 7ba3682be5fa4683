#!/usr/bin/env bash
# How fast questions are answered, with the rollups of 1 and of 100 million readings of five minutes, and how fast an hour of 10,000
# sensors is rolled up. Latencies are of whole requests over one connection: they contain the network of this machine and the load generator.
#
#   SECONDS_EACH=10  length of one measurement     MILLIONS="1 100"  sizes; empty: no questions
#   WHOLE_DAY=1      also rolls up an hour of 10,000 sensors whose whole day was counted (2.9 million readings)
set -euo pipefail
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$repo/build/common.sh"
: "${SECONDS_EACH:=10}" "${MILLIONS=1 100}"

command -v wrk >/dev/null || apt_install wrk || { echo "wrk is needed: sudo apt-get install wrk" >&2; exit 1; }
data=$(mktemp -d /tmp/retail-bench.XXXXXX)
port=$(free_port)
"$repo/run" --no-demo --port "$port" --data "$data" >"$data.log" 2>&1 &
server=$!
trap 'kill -TERM $server 2>/dev/null; wait $server 2>/dev/null; remove_data "$data"; rm -rf "$data.log"' EXIT
until grep -q '^ready' "$data.log"; do
  alive "$server" || { cat "$data.log" >&2; exit 1; }
  sleep 1
done

api=http://127.0.0.1:$port
TOKEN=$(<"$data/admin.token")
export TOKEN STORES=$data/stores FIRST_DAY DAYS=868
FIRST_DAY=$(date -u -d '2025-05-18 868 days ago' +%s)
sql() { PGPASSWORD=$(<"$data/postgres/password") psql -h 127.0.0.1 -p "$(<"$data/postgres/port")" -U retail -d retail -qAtX -v ON_ERROR_STOP=1 "$@"; }
say() { printf '%s\t%s\t%s\n' "$1" "$2" "$3"; }
organization=$(sql -c "select organization_id from api_tokens where role = 'tenant_admin' order by created_at limit 1")

# Two sensors a store over 868 days, so a million readings are two stores; a sensor's hour is 12 readings.
generate() { # MILLIONS-OF-READINGS
  local stores=$(($1 * 2)) hours=$((DAYS * 24))
  sql -c "truncate hourly_rollups, daily_rollups, period_rollups, organization_days" -c "delete from sensor_assignments" -c "delete from sensors" -c "delete from stores where organization_id = '$organization'" \
    -c "insert into stores (organization_id, name, time_zone, created_at) select '$organization', 'Bench ' || n, 'Etc/UTC', '2022-12-01' from generate_series(1, $stores) n" \
    -c "set synchronous_commit = off; insert into hourly_rollups (store_id, sensor_key, hour_start, hour_end, organization_id, business_date, entries, exits, passing,
          line_counts, avg_occupancy, peak_occupancy, peak_at, drift, covered_s, expected_s)
        select s.id, k, h, h + interval '1 hour', s.organization_id, (h at time zone 'UTC')::date, n, n, n * 5,
          jsonb_build_object('line1', n * 2, 'line2', n * 5), n / 2.0, n, h + interval '30 minutes', 0, 3600, 3600
        from stores s cross join generate_series(0, 2) k
        cross join lateral generate_series('2025-05-18'::timestamptz - $hours * interval '1 hour', '2025-05-17 23:00Z', interval '1 hour') h
        cross join lateral (select ((extract(epoch from h)::bigint / 3600) * 7 % 90)::int as n) v
        where s.organization_id = '$organization'" \
    -c "insert into daily_rollups (store_id, business_date, organization_id, day_start, day_end, entries, exits, passing, line_counts, avg_occupancy, peak_occupancy,
          peak_at, drift, covered_s, expected_s, counted_minutes, peak_hour, business_hours_entries)
        select store_id, business_date, organization_id, min(hour_start), max(hour_end), sum(entries), sum(exits), sum(passing),
          jsonb_build_object('line1', sum(entries) * 2), avg(avg_occupancy), max(peak_occupancy), min(peak_at), 0, sum(covered_s), sum(expected_s),
          1440, min(hour_start), sum(entries)
        from hourly_rollups where sensor_key = 0 group by store_id, business_date, organization_id" \
    -c "select sum_periods(array_agg(store_id), array_agg(business_date)) from daily_rollups group by store_id" \
    -c "select sum_organization_days(array_agg(organization_id), array_agg(business_date)) from (select distinct organization_id, business_date from daily_rollups) d group by organization_id" \
    -c "vacuum analyze hourly_rollups" -c "vacuum analyze daily_rollups" -c "vacuum analyze period_rollups" >/dev/null
  sql -c "select id from stores where organization_id = '$organization'" > "$STORES"
  # Lists of stores are cached until one changes by the API.
  curl -sf -X PATCH -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' "$api/api/stores/$(head -n 1 "$STORES")" -d '{"region": "bench"}' >/dev/null
}

measure() { # NAME SCRIPT
  local result
  # Until what runs often is compiled.
  wrk -t1 -c1 -d"${WARM_UP:-12}s" -s "$repo/benchmarks/load/$2.lua" "$api" >/dev/null
  result=$(wrk -t1 -c1 -d"${SECONDS_EACH}s" --timeout 10s --latency -s "$repo/benchmarks/load/$2.lua" "$api" | sed -n 's/^RESULT //p')
  [[ $result == *failed=0* ]] || { echo "requests failed: $result" >&2; exit 1; }
  say "$1: median" "$(sed -E 's/.*p50=([0-9.]+).*/\1/' <<<"$result")" ms
  say "$1: p99" "$(sed -E 's/.*p99=([0-9.]+).*/\1/' <<<"$result")" ms
}

for millions in $MILLIONS; do
  echo "generating the rollups of $millions million readings" >&2
  generate "$millions"
  measure "30 days of hours of a store, $millions million readings" analytics
  measure "comparison of $((millions * 2)) stores over a year by months, $millions million readings" comparison
  measure "868 days of all stores together, $millions million readings" organization
  say "hourly_rollups of $millions million readings" "$(sql -c "select pg_total_relation_size('hourly_rollups') / 1000000")" MB
done

echo "registering 10,000 sensors in 500 stores, with an hour of readings each" >&2
hour=$(date -u -d '2 hours ago' +%Y-%m-%dT%H:00:00Z)
sql -c "insert into stores (organization_id, name, time_zone) select '$organization', 'Hour ' || n, 'Etc/UTC' from generate_series(1, 500) n" \
  -c "insert into sensors (organization_id, store_id, name, address, port, type, is_polled) select s.organization_id, s.id, s.name || ' ' || n, '127.1.0.1', n, 'push', false
      from stores s cross join generate_series(1, 20) n where s.name like 'Hour %'" \
  -c "insert into sensor_assignments (organization_id, sensor_key, store_id) select organization_id, key, store_id from sensors" \
  -c "select ensure_reading_partitions('$hour', '$hour')" \
  -c "insert into people_readings (start_at, sensor_key, duration_s, received_after_s, line1_in, line1_out)
      select '$hour'::timestamptz + n * interval '5 minutes', key, 300, 300, n, n from sensors cross join generate_series(0, 11) n" \
  -c "vacuum analyze people_readings" -c "analyze sensors" -c "analyze sensor_assignments" >/dev/null

roll_up() {
  sql -c "insert into dirty_ranges (sensor_key, from_at, to_at) select key, '$hour'::timestamptz, '$hour'::timestamptz + interval '1 hour' from sensors" >/dev/null
  until [[ $(sql -c "select count(*) from dirty_ranges") == 0 ]]; do sleep 0.2; done
}
roll_up
# Again with the code warm; every row is new.
sql -c "delete from hourly_rollups h using stores s where s.id = h.store_id and s.name like 'Hour %'" \
  -c "delete from daily_rollups d using stores s where s.id = d.store_id and s.name like 'Hour %'"
roll_up
took() { sql -c "select round(extract(epoch from max(computed_at) - min(computed_at))::numeric, 2) from hourly_rollups h join stores s on s.id = h.store_id where s.name like 'Hour %'"; }
say "an hour of 10,000 sensors rolled up" "$(took)" s

# The last hour of a whole day of five-minute readings.
if [[ -n ${WHOLE_DAY:-} ]]; then
  sql -c "insert into people_readings (start_at, sensor_key, duration_s, received_after_s, line1_in, line1_out)
      select d + n * interval '5 minutes', key, 300, 300, n % 7, n % 5
      from sensors cross join date_trunc('day', '$hour'::timestamptz, 'UTC') d cross join generate_series(0, 287) n
      where d + n * interval '5 minutes' < '$hour'::timestamptz or d + n * interval '5 minutes' >= '$hour'::timestamptz + interval '1 hour'" \
    -c "vacuum analyze people_readings" -c "delete from hourly_rollups h using stores s where s.id = h.store_id and s.name like 'Hour %'" >/dev/null
  roll_up
  say "the same at the end of a whole day of five-minute readings" "$(took)" s
fi

# Beside that hour, made again and again, what is posted one by one.
sql -c "select id from sensors where name like 'Hour %' limit 1000" > "$data/sensors"
post() { # NAME DAYS-AGO
  local result
  result=$(SENSORS=$data/sensors THREADS=2 FROM=$(date -u -d "$2 days ago" +%F | date -u -f - +%s) wrk -t2 -c64 -d"${SECONDS_EACH}s" --latency -s "$repo/benchmarks/load/single.lua" "$api" | sed -n 's/.*RESULT //p')
  say "single readings $1: p99" "$(sed -E 's/.*p99_ms=([0-9.]+).*/\1/' <<<"$result")" ms
}
post "to warm up" 200 >/dev/null
post "alone" 180
(while sleep 0.2; do roll_up; done) & again=$!
post "beside the rollup of 10,000 sensors" 160
kill "$again"; wait "$again" 2>/dev/null || true
