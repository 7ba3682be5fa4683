-- wrk: POST /api/sensors/bulk-ingest with a hundred five-minute records of one sensor each. See single.lua for the environment;
-- REPEAT: percent of requests that send an earlier one again, half of them with one number corrected.
local threads = 0
function setup(thread) thread:set("id", threads); threads = threads + 1 end

local function iso(t) return os.date("!%Y-%m-%dT%H:%M:%SZ", t) end

-- The records of a round are the same for every sensor: made once, so that the generator costs little beside the server.
local function records(from, extra)
  local all = {}
  for i = 0, 99 do
    local t, n = from + i * 300, (from / 300 + i) % 13
    all[i + 1] = string.format(
      '{"timestamp":"%s","end_time":"%s","line1_in":%d,"line1_out":%d,"line2_in":%d,"line2_out":%d,"line3_in":%d,"line3_out":%d,"line4_in":%d,"line4_out":%d}',
      iso(t), iso(t + 300), n + extra, (n + 3) % 13, (n + 6) % 13, (n + 9) % 13, (n + 12) % 13, (n + 2) % 13, (n + 5) % 13, (n + 8) % 13)
  end
  return '","data_batches":[{"data_type":"people_counting","records":[' .. table.concat(all, ",") .. "]}]}"
end

function init()
  heads = {}
  local n = 0
  for line in io.lines(os.getenv("SENSORS")) do
    if n % tonumber(os.getenv("THREADS")) == id then heads[#heads + 1] = '{"sensor_id":"' .. line end
    n = n + 1
  end
  at, place, again = tonumber(os.getenv("FROM")), 0, tonumber(os.getenv("REPEAT") or "0")
  path = "/api/sensors/bulk-ingest" .. (os.getenv("DRY") == "1" and "?dry_run=true" or "")
  headers = { ["Authorization"] = "Bearer " .. os.getenv("TOKEN"), ["Content-Type"] = "application/json" }
  math.randomseed(id + 1)
  block = records(at, 0)
end

function request()
  if before and math.random(100) <= again then
    return wrk.format("POST", path, headers, heads[math.random(#heads)] .. before[math.random(2)])
  end
  place = place + 1
  if place > #heads then
    before = { block, records(at, 1) }
    place, at = 1, at + 30000
    block = records(at, 0)
  end
  return wrk.format("POST", path, headers, heads[place] .. block)
end

function done(summary, latency)
  io.write(string.format("RESULT requests=%d seconds=%.3f errors=%d p50_ms=%.2f p99_ms=%.2f\n", summary.requests, summary.duration / 1e6,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
