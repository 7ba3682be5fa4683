#!/usr/bin/env bash
# What alert rules cost and how soon they tell: single readings over HTTP into 1,000 stores without a rule and with 10,000 rules, in turns,
# and then, under load, the time from a reading's 201 to AlertRaised at a SignalR client.
# The load generator (wrk), the database and the server share this machine.
#
#   SECONDS_EACH=8  length of one measurement     ROUNDS=5  pairs of measurements     STORES=1000     ALERTS=200
#   DELAY_MS=5      pause of each of 16 connections between readings while latency is measured: some 2,000 readings/s
set -euo pipefail
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$repo/build/common.sh"
: "${SECONDS_EACH:=8}" "${ROUNDS:=5}" "${STORES:=1000}" "${ALERTS:=200}" "${DELAY_MS:=5}"

for tool in wrk python3; do
  command -v "$tool" >/dev/null || apt_install "$tool" || { echo "$tool is needed: sudo apt-get install $tool" >&2; exit 1; }
done
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
export TOKEN THREADS=2 SENSORS=$data/sensors
TOKEN=$(<"$data/admin.token")
sql() { PGPASSWORD=$(<"$data/postgres/password") psql -h 127.0.0.1 -p "$(<"$data/postgres/port")" -U retail -d retail -qAtX "$@"; }
say() { printf '%s\t%s\t%s\n' "$1" "$2" "$3"; }
median() { sort -n | sed -n "$((($1 + 1) / 2))p"; }
org=$(sql -c 'select id from organizations limit 1')

# In the zone of the stores it is about noon: their day neither begins nor ends meanwhile.
ahead=$((12 - $(date -u +%-H)))
zone=Etc/GMT$([[ $ahead -gt 0 ]] && echo "-$ahead" || echo "+$((-ahead))")
echo "registering $STORES stores with a sensor and 10 rules each" >&2
sql -v org="$org" -v zone="$zone" -v stores="$STORES" >/dev/null <<'SQL'
update alert_rules set is_active = false where organization_id = :'org';
insert into stores (organization_id, name, time_zone) select :'org', 'Bench ' || n, :'zone' from generate_series(1, :stores) n;
with made as (
  insert into sensors (organization_id, store_id, name, address, port, type, config, is_polled)
  select organization_id, id, 'Door of ' || name, '127.1.0.1', 80, 'push', '{"collection": {"mode": "push"}}', false from stores where name like 'Bench %'
  returning organization_id, key, store_id)
insert into sensor_assignments (organization_id, sensor_key, store_id) select * from made;
insert into alert_rules (organization_id, name, store_id, type, severity, condition, is_active)
select s.organization_id, 'Bench ' || k.n, s.id, k.type, 'warning', k.condition::jsonb, false
from stores s, (values
  (1, 'occupancy', '{"metric": "occupancy", "operator": ">", "value": 100000}'),
  (2, 'occupancy', '{"metric": "utilization", "operator": ">=", "value": 0.9}'),
  (3, 'metric', '{"metric": "entries", "operator": ">", "value": 1000000, "period": "hour"}'),
  (4, 'clock', '{}'),
  (5, 'metric', '{"metric": "entries", "operator": "<", "value": -1, "period": "hour"}'),
  (6, 'metric', '{"metric": "capture_rate", "operator": "<", "value": 0, "period": "hour"}'),
  (7, 'region', '{"operator": ">", "value": 1000000}'),
  (8, 'sensor_offline', '{}'),
  (9, 'no_data', '{"value": 100000000}'),
  (10, 'device_alarm', '{"metric": "counter"}')) k (n, type, condition)
where s.name like 'Bench %';
SQL
sql -c "select id from sensors" > "$SENSORS"

rules() { # true|false: switches them, as any change does, and waits until every store has looked
  sql -c "update alert_rules set is_active = $1 where name like 'Bench %'" \
    -c "select pg_notify('registry_changes', 'u ' || replace('$org', '-', '') || ' ' || replace(id::text, '-', '')) from alert_rules limit 1" >/dev/null
  sleep 7
}

round=0
measure() { # CONNECTIONS SECONDS [DELAY_MS]: prints requests a second
  round=$((round + 1))
  FROM=$(date -u -d "2024-12-01 + $((round * 20)) days" +%s)
  export FROM
  env ${3:+DELAY_MS="$3"} wrk -t2 -c"$1" -d"${2}s" --latency -s "$repo/benchmarks/load/single.lua" "$api" |
    sed -nE 's/^RESULT requests=([0-9]+) seconds=([0-9.]+).*/\1 \2/p' | awk '{ printf "%.0f\n", $1 / $2 }'
}

measure 64 8 >/dev/null
without='' with=''
for _ in $(seq "$ROUNDS"); do
  rules false; without+=$(measure 64 "$SECONDS_EACH")$'\n'
  rules true; with+=$(measure 64 "$SECONDS_EACH")$'\n'
done
without=$(printf '%s' "$without" | median "$ROUNDS") with=$(printf '%s' "$with" | median "$ROUNDS")
say alerts.ingest.without "$without" readings/s
say alerts.ingest.rules10000 "$with" readings/s
say alerts.ingest.of_without "$(awk -v a="$with" -v b="$without" 'BEGIN { printf "%.3f", (b > 0 ? a / b : 0) }')" ratio
say alerts.raised "$(sql -c "select count(*) from alerts")" alerts

# One more rule for some stores, which one reading crosses, while others load the server.
sql -c "insert into alert_rules (organization_id, name, store_id, type, severity, condition)
        select organization_id, 'Crossed', id, 'occupancy', 'critical', '{\"metric\": \"occupancy\", \"operator\": \">\", \"value\": 10}' from stores order by id limit $ALERTS" >/dev/null
rules true
sql -c "select s.id from sensors s join alert_rules r on r.store_id = s.store_id where r.name = 'Crossed'" > "$data/crossing"
for connections in 0 16; do
  if [[ $connections -gt 0 ]]; then
    measure "$connections" 25 "$DELAY_MS" > "$data/load" &
    load=$!
    sleep 3
  fi
  python3 "$repo/benchmarks/load/alert_latency.py" "$api" "$TOKEN" "$data/crossing" $((connections > 0)) > "$data/latency"
  if [[ $connections -gt 0 ]]; then
    wait "$load"
    say alerts.latency.load "$(<"$data/load")" readings/s
  fi
  while read -r name value; do say "alerts.latency.$([[ $connections -gt 0 ]] && echo loaded || echo idle).$name" "$value" ms; done < "$data/latency"
done
