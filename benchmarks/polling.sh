#!/usr/bin/env bash
# What it costs one silo to poll a fleet: CPU, memory, how late polls begin, time in the database; then the same with a tenth of
# the cameras dead (they take the connection and never answer); then a cold start with many more sensors registered than are polled.
# Cameras, database and silo share this machine; the silo's own share is measured apart.
#
#   STORES=500 SENSORS_PER_STORE=20  the fleet          INTERVAL=60   seconds from one poll to the next
#   SECONDS_EACH=60                  of one measurement  DEAD=1000     cameras that do not answer
#   IDLE=100000                      sensors registered and never polled for the cold start; 0 leaves it out
set -euo pipefail
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$repo/build/common.sh"
: "${STORES:=500}" "${SENSORS_PER_STORE:=20}" "${INTERVAL:=60}" "${SECONDS_EACH:=60}" "${DEAD:=1000}" "${IDLE:=100000}"
cameras=$((STORES * SENSORS_PER_STORE))

data=$(mktemp -d /tmp/retail-bench.XXXXXX)
port=$(free_port)
server='' simulator=''
stop() { # PID
  if [[ -n $1 ]]; then kill -TERM "$1" 2>/dev/null || true; wait "$1" 2>/dev/null || true; fi
}
trap 'stop "$simulator"; stop "$server"; remove_data "$data"; rm -rf "$data.log" "$data.simulator"' EXIT

start_server() {
  "$repo/run" --no-demo --port "$port" --data "$data" >"$data.log" 2>&1 &
  server=$!
  until grep -q '^ready' "$data.log"; do
    alive "$server" || { cat "$data.log" >&2; exit 1; }
    sleep 0.5
  done
  silo=$(pgrep -f -P "$server" 'Silo.dll' | head -n 1)
}

start_cameras() { # FAULTS
  (cd "$(app_folder)/Simulator" && exec dotnet Simulator.dll --stores "$STORES" --sensors-per-store "$SENSORS_PER_STORE" --port "$camera_port" \
    --register "http://127.0.0.1:$port" --token-file "$data/admin.token" --interval-seconds "$INTERVAL" --counts-only true \
    --faults "$1" --state "$data/cameras.json") >"$data.simulator" 2>&1 &
  simulator=$!
  until [[ -f $data/cameras.json ]] && grep -q '"registered":true' "$data/cameras.json"; do
    alive "$simulator" || { cat "$data.simulator" >&2; exit 1; }
    sleep 0.5
  done
}

sql() { PGPASSWORD=$(<"$data/postgres/password") psql -h 127.0.0.1 -p "$(<"$data/postgres/port")" -U retail -d retail -qAtX "$@"; }
say() { printf '%s\t%s\t%s\n' "$1" "$2" "$3"; }
metrics() { curl -sf -H "Authorization: Bearer $(<"$data/platform.token")" "http://127.0.0.1:$port/metrics"; }
cpu_ticks() { awk '{ sub(/^.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"; }
memory_mb() { awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$1/status"; }
processors=$(nproc) hertz=$(getconf CLK_TCK)

# Between two readings of a histogram: how many, and below which bound a share of them lies (linear within its bucket).
quantile() { # BEFORE AFTER METRIC LANE SHARE
  awk -v metric="$3_bucket" -v lane="lane=\"$4\"" -v share="$5" '
    index($0, metric "{") == 1 && index($0, lane) {
      match($0, /le="[^"]*"/); le = substr($0, RSTART + 4, RLENGTH - 5)
      # Prometheus lines end in a value, which a timestamp may follow.
      rest = $0; sub(/^[^}]*} /, "", rest); split(rest, field, " ")
      if (FILENAME == ARGV[1]) before[le] += field[1]; else { if (!(le in after)) order[n++] = le; after[le] += field[1] }
    }
    END {
      total = after["+Inf"] - before["+Inf"]
      if (total == 0) { print "none"; exit }
      low = 0; below = 0
      for (i = 0; i < n; i++) {
        count = after[order[i]] - before[order[i]]
        if (count >= share * total) {
          if (order[i] == "+Inf") { print low; exit }
          printf "%.3f\n", low + (order[i] - low) * (share * total - below) / (count - below > 0 ? count - below : 1); exit
        }
        low = order[i]; below = count
      }
    }' "$1" "$2"
}
count() { # BEFORE AFTER METRIC LANE
  awk -v metric="$3_count" -v lane="lane=\"$4\"" '
    index($0, metric "{") == 1 && index($0, lane) { rest = $0; sub(/^[^}]*} /, "", rest); split(rest, field, " "); sum[FILENAME] += field[1] }
    END { print sum[ARGV[2]] - sum[ARGV[1]] }' "$1" "$2"
}

measure() { # NAME
  local ticks database started seconds
  metrics > "$data/before"
  ticks=$(cpu_ticks "$silo")
  database=$(sql -c "select coalesce(round(sum(active_time)), 0) from pg_stat_database where datname = 'retail'")
  started=$(date +%s.%N)
  sleep "$SECONDS_EACH"
  seconds=$(awk -v a="$started" -v b="$(date +%s.%N)" 'BEGIN { print b - a }')
  metrics > "$data/after"
  say "$1.polls" "$(awk -v n="$(count "$data/before" "$data/after" retail_poll_lateness_seconds live)" -v s="$seconds" 'BEGIN { printf "%.1f", n / s }')" polls/s
  say "$1.silo_cpu" "$(awk -v t=$(($(cpu_ticks "$silo") - ticks)) -v h="$hertz" -v s="$seconds" -v p="$processors" 'BEGIN { printf "%.1f", 100 * t / h / s / p }')" "% of $processors cores"
  say "$1.silo_memory" "$(memory_mb "$silo")" MB
  say "$1.lateness.p50" "$(quantile "$data/before" "$data/after" retail_poll_lateness_seconds live 0.5)" s
  say "$1.lateness.p99" "$(quantile "$data/before" "$data/after" retail_poll_lateness_seconds live 0.99)" s
  say "$1.poll.p99" "$(quantile "$data/before" "$data/after" retail_poll_duration_seconds live 0.99)" s
  say "$1.database" "$(awk -v a="$database" -v b="$(sql -c "select round(sum(active_time)) from pg_stat_database where datname = 'retail'")" -v s="$seconds" 'BEGIN { printf "%.1f", (b - a) / s }')" ms/s
}

camera_port=$(free_port)
start_server
echo "registering $cameras cameras" >&2
registered=$(date +%s.%N)
start_cameras ""
say polling.registration "$(awk -v a="$registered" -v b="$(date +%s.%N)" -v n="$cameras" 'BEGIN { printf "%.0f", n / (b - a) }')" sensors/s
sleep $((INTERVAL + 10))
measure polling

if (( DEAD > 0 )); then
  stop "$simulator"; simulator=''
  rm -f "$data/cameras.json"
  start_cameras "silent=$DEAD"
  # Long enough for each of the dead to have failed once, not for their circuits to open.
  sleep $((INTERVAL * 2 + 35))
  measure "polling.dead$DEAD"
fi

if (( IDLE > 0 )); then
  stop "$simulator"; simulator=''
  # Straight into the tables: it is a cold start that is measured, not the API. They are polled once a day.
  sql -c "
    insert into sensors (organization_id, store_id, name, address, port, type, config, is_polled)
    select s.organization_id, s.id, 'idle ' || n, '127.2.' || n / 250 % 250 || '.' || n % 250 + 1, 1 + n / 62500, 'milesight_people_counter',
      '{\"collection\": {\"interval_seconds\": 86400}}', true
    from generate_series(1, $IDLE) n join (select id, organization_id, row_number() over () - 1 as place from stores) s on s.place = n % $STORES;
    insert into sensor_assignments (organization_id, sensor_key, store_id) select organization_id, key, store_id from sensors s
      where name like 'idle %' on conflict do nothing;
    update sensors set updated_at = now() - interval '1 day', created_at = now() - interval '1 day';
    analyze sensors"
  stop "$server"
  ticks=0
  start_server
  started=$(date +%s)
  worst=0
  store=$(sql -c "select id from stores limit 1")
  until [[ $(sql -c "select count(*) from sensors where name like 'idle %' and epoch = 0") == 0 ]] || (( $(date +%s) - started > 540 )); do
    took=$(curl -s -o /dev/null -w '%{time_total}' -H "Authorization: Bearer $(<"$data/admin.token")" "http://127.0.0.1:$port/api/stores/$store/live")
    worst=$(awk -v a="$worst" -v b="$took" 'BEGIN { print (a > b ? a : b) }')
    sleep 1
  done
  say "polling.cold_start.sensors" "$(sql -c "select count(*) from sensors where name like 'idle %' and epoch > 0")" sensors
  say "polling.cold_start" "$(($(date +%s) - started))" s
  say "polling.cold_start.worst_read" "$worst" s
  say "polling.cold_start.silo_memory" "$(memory_mb "$silo")" MB
  say "polling.cold_start.warnings" "$(grep -c 'could not be' "$data/logs/silo.log" || true)" lines
fi
