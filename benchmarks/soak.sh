#!/usr/bin/env bash
# A soak: two silos on one database under a steady load of new, repeated, corrected and late readings. In the end the table must equal
# what was sent, row by row, without one error on the way, and the silos' working sets must not have grown.
#
#   MINUTES=15  how long        SHARE=70   percent of what goes at most, measured before       SENSORS=400
#   KILLS=0     rounds in which a silo is killed and started again, and PostgreSQL is stopped at once and started again, meanwhile
set -euo pipefail
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$repo/build/common.sh"
: "${MINUTES:=15}" "${SHARE:=70}" "${SENSORS:=400}" "${KILLS:=0}"

need_dotnet
work=$(mktemp -d /tmp/retail-soak.XXXXXX)
chmod 755 "$work"
pids=('' '') load=''
end() {
  local code=$?
  trap '' EXIT INT TERM
  for pid in $load "${pids[@]}"; do [[ -z $pid ]] || kill -KILL "$pid" 2>/dev/null || true; done
  "$repo/build/postgres.sh" stop "$work/postgres" || true
  if [[ $code -eq 0 ]]; then remove_data "$work"; else echo "what was kept of it: $work" >&2; fi
  exit "$code"
}
trap end EXIT
trap 'exit 130' INT TERM

app=$(app_folder)
"$repo/build/app.sh" "$app"
dotnet build "$repo/benchmarks/soak" -c Release -v quiet -nologo -p:UseSharedCompilation=false -o "$work/soak" >&2
connection=$("$repo/build/postgres.sh" start "$work/postgres")
for n in 0 1; do for name in api silo gateway; do printf -v "${name}_$n" %s "$(free_port)"; done; done

start_silo() { # N
  local api=api_$1 silo=silo_$1 gateway=gateway_$1
  (
    cd "$app/Silo"
    export ConnectionStrings__Postgres=$connection Api__Urls=http://127.0.0.1:${!api} Cluster__ClusterId=soak Cluster__AdvertisedIP=127.0.0.1
    export Cluster__SiloPort=${!silo} Cluster__GatewayPort=${!gateway} Bootstrap__TokenDirectory=$work
    exec dotnet Silo.dll >>"$work/silo$1.log" 2>&1
  ) &
  pids[$1]=$!
  until curl -sf "http://127.0.0.1:${!api}/health/ready" >/dev/null; do
    alive "${pids[$1]}" || { tail -n 30 "$work/silo$1.log" >&2; exit 1; }
    sleep 0.3
  done
}
start_silo 0
start_silo 1

export TOKEN CONNECTION=$connection
TOKEN=$(<"$work/admin.token")
api=http://127.0.0.1:$api_0
post() { curl -sf -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' "$api$1" -d "$2"; }
id() { sed -E 's/^\{"[a-z]+":\{"id":"([^"]+)".*/\1/'; echo; }
register() { # NAME SENSORS
  local store n
  store=$(post /api/stores "{\"name\":\"$1\",\"timezone\":\"Europe/Lisbon\"}" | id)
  for n in $(seq "$2"); do
    post /api/sensors "{\"sensor_name\":\"$1 $n\",\"sensor_ip\":\"127.1.0.1\",\"sensor_port\":$n,\"store_id\":\"$store\",\"config\":{\"collection\":{\"mode\":\"push\"}}}" | id
  done
}
for s in $(seq $((SENSORS / 20))); do register "Soak $s" 20; done > "$work/sensors"
for s in 1 2; do register "Before $s" 20; done > "$work/before"
urls=http://127.0.0.1:$api_0,http://127.0.0.1:$api_1
soak() { dotnet "$work/soak/Soak.dll" "$@"; }

# What goes at most, by other sensors, whose readings are thrown away again.
most=$(soak "$work/before" "$urls" 30 0 | sed -n 's/^soak.rate\t\([0-9]*\).*/\1/p' || true)
PGPASSWORD=$(<"$work/postgres/password") psql -h 127.0.0.1 -p "$(<"$work/postgres/port")" -U retail -d retail \
  -qc "delete from people_readings r using sensors s where s.key = r.sensor_key and s.name like 'Before %'" >/dev/null
printf 'soak.most\t%s\trecords/s\n' "$most"

late=''
memory() { awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$1/status" 2>/dev/null || echo 0; }
soak "$work/sensors" "$urls" $((MINUTES * 60)) $((most * SHARE / 100)) &
load=$!
sleep $((MINUTES * 60 / 5))
printf 'soak.memory.early\t%s %s\tMiB of the two silos\n' "$(memory "${pids[0]}")" "$(memory "${pids[1]}")"
for round in $(seq "$KILLS"); do
  alive "$load" || break
  n=$((round % 2))
  kill -KILL "${pids[$n]}"
  wait "${pids[$n]}" 2>/dev/null || true
  sleep 3
  start_silo "$n"
  "$repo/build/postgres.sh" crash "$work/postgres"
  sleep 1
  "$repo/build/postgres.sh" start "$work/postgres" >/dev/null
  printf 'soak.round\t%s\tsilo killed, database crashed\n' "$round"
  sleep 4
done
while alive "$load"; do
  late="$(memory "${pids[0]}") $(memory "${pids[1]}")"
  sleep 2
done
result=0
wait "$load" || result=$?
load=''
printf 'soak.audit\t%s\tlive states that were not what is stored\n' "$(cat "$work"/silo?.log | grep -c 'is not what is stored' || true)"
printf 'soak.memory.late\t%s\tMiB of the two silos\n' "$late"
exit "$result"
