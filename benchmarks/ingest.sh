#!/usr/bin/env bash
# How fast readings are stored, durably, with live state and marks for rollups: singly and in bulk. Each figure stands beside
# references of the same run: the same requests checked and not stored (dry_run), pgbench and COPY into the same table.
# The load generator (wrk), the database and the server share this machine.
#
# Each round measures everything once, one after another, so that a machine whose speed changes changes both sides of a ratio:
# that is the median of the rounds' ratios.
#
#   SECONDS_EACH=10  length of one measurement     ROUNDS=3  rounds, of which the median counts
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
bench_sql() { # OPTIONS…: transactions a second
  PGPASSWORD=$(<"$data/postgres/password") pgbench -h 127.0.0.1 -p "$(<"$data/postgres/port")" -U retail -n -M prepared -T "$SECONDS_EACH" "$@" retail 2>/dev/null |
    sed -n 's/^tps = \([0-9.]*\).*/\1/p'
}
say() { printf '%s\t%s\t%s\n' "$1" "$2" "$3"; }
weeks=0
# Each measurement writes into weeks of its own, all within the retention of readings.
next_range() { weeks=$((weeks + 1)); FROM=$((($(date +%s) / 86400 - 690 + weeks % 34 * 20) * 86400)); export FROM; }

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

# A line of a measurement's file: its rate, and what else is known of it.
measure() { # NAME SCRIPT CONNECTIONS RECORDS-PER-REQUEST
  local silo_from database_from machine_from allocated_from result
  settle
  next_range
  silo_from=$(ticks "$silo") database_from=$(database_ticks) machine_from=$(machine_ticks) allocated_from=$(allocated)
  TIMEFORMAT='CPU %U %S'
  result=$({ time wrk -t2 -c"$3" -d"${SECONDS_EACH}s" --latency -s "$repo/benchmarks/load/$2.lua" "$api"; } 2>&1 | grep -E '^(RESULT|CPU)' | tr '\n' ' ')
  awk -v n="$4" -v machine=$(($(machine_ticks) - machine_from)) -v silo=$(($(ticks "$silo") - silo_from)) -v database=$(($(database_ticks) - database_from)) \
    -v hz="$(getconf CLK_TCK)" -v bytes=$(($(allocated) - allocated_from)) '{
      for (i = 1; i <= NF; i++) { split($i, pair, "="); value[pair[1]] = pair[2]; if ($i == "CPU") wrk = $(i + 1) + $(i + 2) }
      records = value["requests"] * n
      print records / value["seconds"], value["p50_ms"], value["p99_ms"], value["errors"], 100 * silo / machine, 100 * database / machine, 100 * wrk * hz / machine, bytes / records
    }' <<<"$result" >> "$data/$1"
}
median() { # NAME COLUMN FORMAT: over the rounds
  cut -d ' ' -f "$2" "$data/$1" | sort -n | awk -v format="$3" '{ v[NR] = $1 } END { printf format, v[int((NR + 1) / 2)] }'
}
report() { # NAME
  say "$1" "$(median "$1" 1 %.0f)" records/s
  say "$1.p50" "$(median "$1" 2 %.2f)" ms
  say "$1.p99" "$(median "$1" 3 %.2f)" ms
  say "$1.errors" "$(awk '{ sum += $4 } END { print sum }' "$data/$1")" requests
  say "$1.cpu.server" "$(median "$1" 5 %.0f)" '% of the machine'
  say "$1.cpu.database" "$(median "$1" 6 %.0f)" '% of the machine'
  say "$1.cpu.generator" "$(median "$1" 7 %.0f)" '% of the machine'
  say "$1.allocated" "$(median "$1" 8 %.0f)" bytes/record
}
compare() { # RATIO NAME REFERENCE
  paste -d ' ' <(cut -d ' ' -f 1 "$data/$2") <(cut -d ' ' -f 1 "$data/$3") | awk '{ print $1 / $2 }' > "$data/$1"
  say "$1" "$(median "$1" 1 %.2f)" ratio
}

# Every sensor's grain is active, and what runs often is compiled, before anything is measured.
SECONDS_EACH=${WARM_UP:-20} measure warm-up single 64 1
SECONDS_EACH=${WARM_UP:-20} measure warm-up bulk 16 100

# The references: the same table, the same server, keys that no sensor has.
later=$(date -u -d '+400 days' +%Y-%m-01)
sql -c "select ensure_reading_partitions('$later', timestamptz '$later' + interval '60 months')" >/dev/null
at="timestamptz '$later 00:00Z'"
rest="300, 300, 1, 2, 3, 4, 5, 6, 7, 8, null"
printf '\\set n :n + 1\ninsert into people_readings values (%s);\n' "$at + :n * interval '300 s', :sensor::int + :client_id, $rest" > "$data/one.sql"
printf '\\set n :n + 100\ninsert into people_readings select %s from generate_series(1, 100) i;\n' \
  "$at + (:n + i) * interval '300 s', :sensor::int + :client_id, $rest" > "$data/hundred.sql"

for round in $(seq "$ROUNDS"); do
  echo "round $round of $ROUNDS" >&2
  measure ingest.single single 64 1
  settle
  bench_sql -c 64 -j 2 -D n=0 -D sensor=$((2000000 + round * 1000)) -f "$data/one.sql" >> "$data/reference.pgbench.single"
  DRY=1 measure ingest.single.dry single 64 1
  measure ingest.bulk bulk 16 100
  settle
  bench_sql -c 16 -j 2 -D n=0 -D sensor=$((3000000 + round * 1000)) -f "$data/hundred.sql" | awk '{ print 100 * $1 }' >> "$data/reference.pgbench.bulk"
  DRY=1 measure ingest.bulk.dry bulk 16 100
  REPEAT=30 measure ingest.bulk.repeats30 bulk 16 100
done

report ingest.single
report ingest.single.dry
compare ingest.single.of_dry ingest.single ingest.single.dry
report ingest.bulk
report ingest.bulk.dry
compare ingest.bulk.of_dry ingest.bulk ingest.bulk.dry
report ingest.bulk.repeats30
say reference.pgbench.single "$(median reference.pgbench.single 1 %.0f)" rows/s
compare ingest.single.of_pgbench ingest.single reference.pgbench.single
say reference.pgbench.bulk "$(median reference.pgbench.bulk 1 %.0f)" rows/s
compare ingest.bulk.of_pgbench ingest.bulk reference.pgbench.bulk

settle
sql -c "copy (select $at + i % 100000 * interval '300 s', 4000000 + i / 100000, 300, 300, 1, 2, 3, 4, 5, 6, 7, 8, null::int[] from generate_series(0, 999999) i) to stdout (format binary)" > "$data/copy.bin"
started=$(date +%s.%N)
sql -c "copy people_readings from stdin (format binary)" < "$data/copy.bin"
say reference.copy "$(awk -v a="$started" -v b="$(date +%s.%N)" 'BEGIN { printf "%.0f", 1000000 / (b - a) }')" rows/s

months="select i.inhrelid as oid from pg_inherits i join pg_class k on k.oid = i.inhrelid
  where i.inhparent = 'people_readings'::regclass and k.relname < 'people_readings_' || to_char(now(), 'YYYY_MM')"
bytes_per_reading() {
  sql -c "select round(sum(pg_total_relation_size(c.oid)) / (select count(*) from people_readings where sensor_key < 2000000), 1) from ($months) c"
}
say storage.bytes_per_reading "$(bytes_per_reading)" bytes
# As a silo does with a month that is over.
sql -c "do \$\$ declare x regclass; begin
  for x in select k.indexrelid from ($months) c join pg_index k on k.indrelid = c.oid and k.indisprimary loop
    execute format('alter index %s set (fillfactor = 100)', x); execute format('reindex index %s', x);
  end loop; end \$\$"
say storage.bytes_per_reading.packed "$(bytes_per_reading)" bytes

# Polled: a thousand cameras on a server of their own, each once a minute, and again with a tenth of them dead.
kill -TERM "$server"; wait "$server" || true
server=''
STORES=50 SENSORS_PER_STORE=20 DEAD=100 IDLE=0 SECONDS_EACH=${POLLED_SECONDS:-60} "$repo/benchmarks/polling.sh" | sed 's/^polling/ingest.polled/'
