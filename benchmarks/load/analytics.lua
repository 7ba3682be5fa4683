-- GET analytics of a random store of $STORES, over a random stretch of 30 days of $FIRST_DAY .. $FIRST_DAY + $DAYS.
local stores = {}
for id in io.lines(os.getenv("STORES")) do stores[#stores + 1] = id end
local first, days = tonumber(os.getenv("FIRST_DAY")), tonumber(os.getenv("DAYS"))
local headers = { ["Authorization"] = "Bearer " .. os.getenv("TOKEN") }
math.randomseed(os.time())

request = function()
  local from = first + math.random(0, days - 31) * 86400
  return wrk.format("GET", string.format("/api/analytics?type=hourly&store_id=%s&start_date=%s&end_date=%s",
    stores[math.random(#stores)], os.date("!%Y-%m-%d", from), os.date("!%Y-%m-%d", from + 29 * 86400)), headers)
end

done = function(summary, latency)
  io.write(string.format("RESULT requests=%d failed=%d p50=%.2f p99=%.2f\n",
    summary.requests, summary.errors.status + summary.errors.timeout, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
