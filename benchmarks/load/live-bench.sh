# Sourced by live.sh and failover.sh: builds the load client with the silo, and runs it on a PostgreSQL of its own.
. "$repo/build/common.sh"

live_bench() { # COMMAND
  need_dotnet
  (take_build_lock && dotnet build "$repo/benchmarks/LiveBench" -c Release -v quiet -nologo -p:UseSharedCompilation=false >&2)
  local data
  data=$(mktemp -d /tmp/retail-bench.XXXXXX)
  chmod 755 "$data"
  trap 'TEST=1 "$repo/build/postgres.sh" crash "'"$data"'/postgres" >&2 || true; rm -rf "'"$data"'"' EXIT
  RETAIL_TEST_POSTGRES=$(TEST=1 "$repo/build/postgres.sh" start "$data/postgres")
  export RETAIL_TEST_POSTGRES RETAIL_REPO=$repo RETAIL_SILO=$repo/artifacts/bin/Silo/release/Silo.dll
  dotnet "$repo/artifacts/bin/LiveBench/release/LiveBench.dll" "$1"
}
