#!/usr/bin/env bash
# How fast readings are stored, durably, with live state and marks for rollups: singly and in bulk. Each figure stands beside
# references of the same run: the same requests checked and not stored (dry_run), pgbench and COPY into the same table.
# The load generator (wrk), the database and the server share this machine.
#
#   SECONDS_EACH=10  length of one measurement     ROUNDS=3  measurements, of which the median counts
#   POLLED_SECONDS=60  length of each of the two measurements of polling
set -euo pipefail
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$repo/build/common.sh"
: "${SECONDS_EACH:=10}" "${ROUNDS:=3}"

command -v wrk >/dev/null || apt_install wrk || { echo "wrk is needed: sudo apt-get install wrk" >&2; exit 1; }
data=$(mktemp -d /tmp/retail-bench.XXXXXX)
port=$(free_port)
# Server and references reach the database over the network, as where it has a machine of its own.
SOCKET=off "$repo/run" --no-demo --port "$port" --data "$data" >"$data.log" 2>&1 &
server=$!
trap '[[ -z $server ]] || { kill -TERM "$server"; wait "$server"; } 2>/dev/null || true; remove_data "$data"; rm -rf "$data.log"' EXIT
until grep -q '^ready' "$data.log"; do
  alive "$server" || { cat "$data.log" >&2; exit 1; }
  sleep 1
done

api=http://127.0.0.1:$port
export TOKEN THREADS=2 SENSORS=$data/sensors
TOKEN=$(<"$data/admin.token")
post() { curl -sf -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' "$api$1" -d "$2"; }
id() { sed -E 's/^\{"[a-z]+":\{"id":"([^"]+)".*/\1/'; echo; }
echo "registering 1,000 sensors in 50 stores" >&2
for s in $(seq 50); do
  store=$(post /api/stores "{\"name\":\"Bench $s\",\"timezone\":\"Europe/Lisbon\"}" | id)
  for n in $(seq 20); do
    post /api/sensors "{\"sensor_name\":\"bench $s-$n\",\"sensor_ip\":\"127.1.0.1\",\"sensor_port\":$n,\"store_id\":\"$store\",\"config\":{\"collection\":{\"mode\":\"push\"}}}" | id
  done
done > "$SENSORS"

sql() { # DATABASE-OPTIONS…
  PGPASSWORD=$(<"$data/postgres/password") psql -h 127.0.0.1 -p "$(<"$data/postgres/port")" -U retail -d retail -qAtX "$@"
}
bench_sql() {
  PGPASSWORD=$(<"$data/postgres/password") pgbench -h 127.0.0.1 -p "$(<"$data/postgres/port")" -U retail -n -M prepared "$@" retail 2>/dev/null |
    sed -n 's/^tps = \([0-9.]*\).*/\1/p'
}
say() { printf '%s\t%s\t%s\n' "$1" "$2" "$3"; }
median() { sort -n | sed -n "$(((ROUNDS + 1) / 2))p"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", (b > 0 ? a / b : 0) }'; }

round=0
# Each measurement writes into weeks of its own, all within the retention of readings.
next_range() { round=$((round + 1)); FROM=$((($(date +%s) / 86400 - 690 + round * 20) * 86400)); export FROM; }

# What an earlier measurement left to the rollups is paid before the next one begins; what a measurement itself gives them counts with it.
settle() {
  local deadline=$((SECONDS + 300))
  until [[ $(sql -c "select (select count(*) from dirty_ranges) + (select count(*) from dirty_commits)") == 0 ]]; do
    (( SECONDS < deadline )) || { echo "rollups were not done after 300 s" >&2; exit 1; }
    sleep 0.5
  done
}

# --- Where the time goes: CPU seconds of process trees, and what the server allocates -----------------------------------

silo=''
for pid in $(cat "/proc/$server/task/$server/children"); do
  if tr '\0' ' ' < "/proc/$pid/cmdline" | grep -q 'Silo.dll'; then silo=$pid; fi
done
postmaster=$(head -n 1 "$data/postgres/postmaster.pid")

ticks() { # PID…: user and system time, that of ended children included
  local pid total=0
  for pid in "$@"; do
    total=$((total + $(sed -E 's/.*\) //' "/proc/$pid/stat" 2>/dev/null | awk '{ print $12 + $13 + $14 + $15 }' || echo 0)))
  done
  printf '%s' "$total"
}
database_ticks() { ticks "$postmaster" $(cat "/proc/$postmaster/task/$postmaster/children"); }
machine_ticks() { awk '/^cpu / { print $2 + $3 + $4 + $5 + $6 + $7 + $8 + $9 }' /proc/stat; }
allocated() {
  curl -sf -H "Authorization: Bearer $(<"$data/platform.token")" "$api/metrics" | awk '/^dotnet_gc_heap_total_allocated_bytes_total/ { printf "%.0f", $2 }'
}

measure() { # NAME SCRIPT CONNECTIONS RECORDS-PER-REQUEST
  local rates='' p50s='' p99s='' result requests seconds i total=0 wrk_cpu=0 used
  local silo_from database_from machine_from allocated_from
  settle
  silo_from=$(ticks "$silo") database_from=$(database_ticks) machine_from=$(machine_ticks) allocated_from=$(allocated)
  for i in $(seq "$ROUNDS"); do
    next_range
    TIMEFORMAT='CPU %U %S'
    result=$({ time wrk -t2 -c"$3" -d"${SECONDS_EACH}s" --latency -s "$repo/benchmarks/load/$2.lua" "$api"; } 2>&1 | grep -E '^(RESULT|CPU)')
    used=$(sed -n 's/^CPU //p' <<<"$result")
    wrk_cpu=$(awk -v sum="$wrk_cpu" -v used="$used" 'BEGIN { split(used, u, " "); print sum + u[1] + u[2] }')
    requests=$(sed -nE 's/.*requests=([0-9]+).*/\1/p' <<<"$result")
    seconds=$(sed -nE 's/.*seconds=([0-9.]+).*/\1/p' <<<"$result")
    total=$((total + requests * $4))
    rates+="$(awk -v r="$requests" -v n="$4" -v s="$seconds" 'BEGIN { printf "%.0f", r * n / s }')"$'\n'
    p50s+="$(sed -nE 's/.*p50_ms=([0-9.]+).*/\1/p' <<<"$result")"$'\n'
    p99s+="$(sed -nE 's/.*p99_ms=([0-9.]+).*/\1/p' <<<"$result")"$'\n'
    errors=$(sed -nE 's/.*errors=([0-9]+).*/\1/p' <<<"$result")
  done
  rate=$(printf '%s' "$rates" | median)
  say "$1" "$rate" "records/s"
  say "$1.p50" "$(printf '%s' "$p50s" | median)" ms
  say "$1.p99" "$(printf '%s' "$p99s" | median)" ms
  say "$1.errors" "$errors" requests
  awk -v name="$1" -v machine=$(($(machine_ticks) - machine_from)) -v silo=$(($(ticks "$silo") - silo_from)) \
    -v database=$(($(database_ticks) - database_from)) -v wrk="$wrk_cpu" -v hz="$(getconf CLK_TCK)" -v bytes=$(($(allocated) - allocated_from)) -v records="$total" 'BEGIN {
      printf "%s.cpu.server\t%.0f\t%% of the machine\n", name, 100 * silo / machine
      printf "%s.cpu.database\t%.0f\t%% of the machine\n", name, 100 * database / machine
      printf "%s.cpu.generator\t%.0f\t%% of the machine\n", name, 100 * wrk * hz / machine
      printf "%s.allocated\t%.0f\tbytes/record\n", name, bytes / records
    }'
}

# Every sensor's grain is active, and what runs often is compiled, before anything is measured.
next_range
SECONDS_EACH=${WARM_UP:-20} ROUNDS=1 measure warm-up single 64 1 >/dev/null
SECONDS_EACH=${WARM_UP:-20} ROUNDS=1 measure warm-up bulk 16 100 >/dev/null

measure ingest.single single 64 1; single=$rate
DRY=1 measure ingest.single.dry single 64 1; say ingest.single.of_dry "$(ratio "$single" "$rate")" ratio
measure ingest.bulk bulk 16 100; bulk=$rate
DRY=1 measure ingest.bulk.dry bulk 16 100; say ingest.bulk.of_dry "$(ratio "$bulk" "$rate")" ratio
REPEAT=30 measure ingest.bulk.repeats30 bulk 16 100

settle
# The references: the same table, the same server, keys that no sensor has.
later=$(date -u -d '+400 days' +%Y-%m-01)
row="(timestamptz '$later 00:00Z' + :n * interval '300 s', 2000000 + :client_id, 300, 300, 1, 2, 3, 4, 5, 6, 7, 8, null)"
sql -c "select ensure_reading_partitions('$later', timestamptz '$later' + interval '60 months')" >/dev/null
printf '\\set n :n + 1\ninsert into people_readings values %s;\n' "$row" > "$data/one.sql"
tps=$(bench_sql -c 64 -j 2 -T "$SECONDS_EACH" -D n=0 -f "$data/one.sql")
say reference.pgbench.single "${tps%.*}" rows/s
say ingest.single.of_pgbench "$(ratio "$single" "$tps")" ratio
printf '\\set n :n + 100\ninsert into people_readings select timestamptz %s + (:n + i) * interval %s, 3000000 + :client_id, 300, 300, 1, 2, 3, 4, 5, 6, 7, 8, null from generate_series(1, 100) i;\n' \
  "'$later 00:00Z'" "'300 s'" > "$data/hundred.sql"
tps=$(bench_sql -c 16 -j 2 -T "$SECONDS_EACH" -D n=0 -f "$data/hundred.sql")
rows=$(awk -v t="$tps" 'BEGIN { printf "%.0f", t * 100 }')
say reference.pgbench.bulk "$rows" rows/s
say ingest.bulk.of_pgbench "$(ratio "$bulk" "$rows")" ratio
sql -c "copy (select timestamptz '$later 00:00Z' + i % 100000 * interval '300 s', 4000000 + i / 100000, 300, 300, 1, 2, 3, 4, 5, 6, 7, 8, null::int[] from generate_series(0, 999999) i) to stdout (format binary)" > "$data/copy.bin"
started=$(date +%s.%N)
sql -c "copy people_readings from stdin (format binary)" < "$data/copy.bin"
say reference.copy "$(awk -v a="$started" -v b="$(date +%s.%N)" 'BEGIN { printf "%.0f", 1000000 / (b - a) }')" rows/s

say storage.bytes_per_reading "$(sql -c "
  select round(sum(pg_total_relation_size(c.oid)) / (select count(*) from people_readings where sensor_key < 2000000), 1) from (
    select i.inhrelid as oid from pg_inherits i where i.inhparent = 'people_readings'::regclass
      and exists (select from pg_class k where k.oid = i.inhrelid and k.relname < 'people_readings_' || to_char(now(), 'YYYY_MM'))) c")" bytes

# Polled: a thousand cameras on a server of their own, each once a minute, and again with a tenth of them dead.
kill -TERM "$server"; wait "$server" || true
server=''
STORES=50 SENSORS_PER_STORE=20 DEAD=100 IDLE=0 SECONDS_EACH=${POLLED_SECONDS:-60} "$repo/benchmarks/polling.sh" | sed 's/^polling/ingest.polled/'
