#!/usr/bin/env bash
# ./bench forecast: forecasts of simulated shops beside what came and beside seasonal-naive. Needs no database and no quiet machine.
set -euo pipefail
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$repo/build/common.sh"
need_dotnet
(take_build_lock && dotnet build "$repo/benchmarks/ForecastBench" -c Release -v quiet -nologo -p:UseSharedCompilation=false >&2)
dotnet "$repo/artifacts/bin/ForecastBench/release/ForecastBench.dll" "$@"
