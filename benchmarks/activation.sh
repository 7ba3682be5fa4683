#!/usr/bin/env bash
# How long it takes until 10,000 sensors that nobody has loaded yet have been loaded, each with the readings of its day, and have stored
# one reading: what a silo has before it when another one is lost. All are posted to at once, in two requests.
set -euo pipefail
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$repo/build/common.sh"
: "${SENSORS:=10000}"

data=$(mktemp -d /tmp/retail-bench.XXXXXX)
port=$(free_port)
"$repo/run" --no-demo --port "$port" --data "$data" >"$data.log" 2>&1 &
server=$!
trap 'kill -TERM $server 2>/dev/null; wait $server 2>/dev/null; remove_data "$data"; rm -rf "$data.log"' EXIT
until grep -q '^ready' "$data.log"; do
  alive "$server" || { cat "$data.log" >&2; exit 1; }
  sleep 1
done
sql() {
  PGPASSWORD=$(<"$data/postgres/password") psql -h 127.0.0.1 -p "$(<"$data/postgres/port")" -U retail -d retail -qAtX -v ON_ERROR_STOP=1 "$@"
}
echo "making $SENSORS sensors with twelve readings each of today" >&2
sql <<SQL
insert into stores (organization_id, name, time_zone) select id, 'Store ' || n, 'Europe/Lisbon' from organizations, generate_series(1, $SENSORS / 20) n;
insert into sensors (organization_id, store_id, name, address, port, type, config, is_polled)
  select organization_id, id, name || ' ' || n, '127.1.0.1', n, 'milesight_people_counter', '{"collection": {"mode": "push"}}', false
  from stores, generate_series(1, 20) n;
insert into sensor_assignments (organization_id, sensor_key, store_id) select organization_id, key, store_id from sensors;
insert into people_readings (start_at, sensor_key, duration_s, received_after_s, line1_in)
  select date_trunc('hour', now()) - n * interval '5 minutes', key, 300, 300, n from sensors, generate_series(1, 12) n;
analyze stores, sensors, sensor_assignments, people_readings;
SQL
sql -c "select id from sensors order by id" > "$data/sensors"
split -n l/2 "$data/sensors" "$data/part."
start=$(date -u -d "$(date -u +%FT%H:00:00) 10 days ago" +%FT%TZ)
for part in "$data"/part.a?; do
  awk -v from="$start" -v to="$(date -u -d "$start + 5 minutes" +%FT%TZ)" 'BEGIN { printf "{\"data_type\":\"people_counting\",\"data\":[" }
    { printf "%s{\"sensor_id\":\"%s\",\"timestamp\":\"%s\",\"end_time\":\"%s\",\"line1_in\":1}", (NR > 1 ? "," : ""), $1, from, to }
    END { printf "]}" }' "$part" > "$part.json"
done
began=$(date +%s.%N)
posts=()
for part in "$data"/part.a?.json; do
  curl -s -H "Authorization: Bearer $(<"$data/admin.token")" -H 'Content-Type: application/json' --data-binary "@$part" "http://127.0.0.1:$port/api/sensors/data" > "$part.answer" &
  posts+=($!)
done
wait "${posts[@]}"
ended=$(date +%s.%N)
stored=$(sed -nE 's/.*"inserted":([0-9]+).*/\1/p' "$data"/part.a?.json.answer | awk "{ sum += \$1 } END { print sum }")
printf 'activation.sensors\t%s\tsensors\n' "${stored:-0}"
printf 'activation.time\t%s\ts\n' "$(awk -v a="$began" -v b="$ended" 'BEGIN { printf "%.1f", b - a }')"
[[ ${stored:-0} -eq $SENSORS ]] || { head -c 500 "$data"/part.a?.json.answer >&2; exit 1; }
