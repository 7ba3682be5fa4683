using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using RetailOrleans.Simulator.Fleet;

namespace RetailOrleans.Simulator.Registration;

/// <summary>
/// Makes the fleet known through the public API. What exists stays: stores are found by their code, sensors by their name; a sensor whose
/// address has changed is told the new one.
/// </summary>
internal sealed partial class Registrar(PlatformApi api, PretendFleet fleet, int cameraPort, int intervalSeconds, bool countsOnly, ILogger<Registrar> logger)
{
    /// <summary>Two days, so that today and yesterday are complete in every time zone.</summary>
    private const int BackfillHours = 48;

    /// <summary>Stores whose cameras are registered at once.</summary>
    private const int AtOnce = 8;

    private int _refused;

    /// <summary>Returns whether all of the fleet is known now; what the API refuses is logged and skipped.</summary>
    public async Task<bool> RegisterAsync(CancellationToken cancellationToken)
    {
        var stores = await StoresByCodeAsync(cancellationToken);
        foreach (var store in fleet.Stores.Where(store => !stores.ContainsKey(store.Code)))
        {
            var (status, body) = await api.SendAsync(HttpMethod.Post, "/api/stores", Describe(store), cancellationToken);
            if (status is not (HttpStatusCode.Created or HttpStatusCode.OK or HttpStatusCode.Conflict))
            {
                Skip("store", store.Name, (int)status, body?.ToJsonString() ?? "");
            }
        }

        stores = await StoresByCodeAsync(cancellationToken);
        await Parallel.ForEachAsync(
            fleet.Stores.Where(store => stores.ContainsKey(store.Code)),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (store, token) => await RegisterCamerasAsync(store, stores[store.Code], token));

        Registered(fleet.Stores.Length, fleet.ByAddress.Count, _refused);
        return _refused == 0;
    }

    private async Task<Dictionary<string, string>> StoresByCodeAsync(CancellationToken cancellationToken) =>
        (await api.ListAsync("/api/stores?limit=1000", "stores", cancellationToken))
            .Where(store => store["code"] is not null && store["id"] is not null)
            .GroupBy(store => (string)store["code"]!)
            .ToDictionary(group => group.Key, group => (string)group.First()["id"]!);

    private async Task RegisterCamerasAsync(PretendStore store, string storeId, CancellationToken cancellationToken)
    {
        var sensors = (await api.ListAsync($"/api/sensors?limit=1000&store_id={storeId}", "sensors", cancellationToken))
            .Where(sensor => sensor["sensor_name"] is not null)
            .GroupBy(sensor => (string)sensor["sensor_name"]!)
            .ToDictionary(group => group.Key, group => group.First());
        foreach (var camera in store.Cameras)
        {
            var (status, body) = !sensors.TryGetValue(camera.Name, out var known)
                ? await api.SendAsync(HttpMethod.Post, "/api/sensors", Describe(camera, storeId), cancellationToken)
                : IsAt(known, camera)
                    ? (HttpStatusCode.OK, null)
                    : await api.SendAsync(HttpMethod.Patch, $"/api/sensors/{(string)known["id"]!}", Moved(camera), cancellationToken);
            if ((int)status >= 300)
            {
                Skip("sensor", camera.Name, (int)status, body?.ToJsonString() ?? "");
            }
        }
    }

    private void Skip(string kind, string name, int status, string answer)
    {
        Interlocked.Increment(ref _refused);
        Refused(kind, name, status, answer);
    }

    private bool IsAt(JsonObject sensor, PretendCamera camera) =>
        (string?)sensor["sensor_ip"] == camera.Address.ToString()
        && sensor["sensor_port"]?.ToString() == cameraPort.ToString(CultureInfo.InvariantCulture);

    private static JsonObject Describe(PretendStore store) => new()
    {
        ["name"] = store.Name,
        ["code"] = store.Code,
        ["region"] = store.Region,
        ["timezone"] = store.Calendar.ZoneId,
        ["capacity"] = store.Capacity,
        ["operating_hours"] = JsonNode.Parse(store.Hours.ToJson().GetRawText()),
    };

    private JsonObject Describe(PretendCamera camera, string storeId) => new()
    {
        ["sensor_name"] = camera.Name,
        ["sensor_ip"] = camera.Address.ToString(),
        ["sensor_port"] = cameraPort,
        ["sensor_type"] = "milesight_people_counter",
        ["store_id"] = storeId,
        ["location"] = camera.Location,
        ["config"] = new JsonObject
        {
            ["connection"] = new JsonObject { ["protocol"] = "http", ["timeout_seconds"] = 10, ["auth"] = Auth(camera) },
            ["collection"] = Collection(),
            ["data_mapping"] = new JsonObject
            {
                ["supports_regional_counting"] = camera.Regions.Length > 0 && !countsOnly,
                ["supports_real_time_status"] = !countsOnly,
                ["line_count"] = PretendCamera.LineCount,
                ["region_count"] = camera.Regions.Length,
            },
            ["lines"] = new JsonObject(camera.Lines.Select(line => KeyValuePair.Create<string, JsonNode?>(
                $"line{line.Number}",
                new JsonObject { ["name"] = line.Name, ["type"] = line.Type.ToString().ToLowerInvariant(), ["invert"] = line.Invert }))),
            ["regions"] = new JsonObject(camera.Regions.Select((name, index) => KeyValuePair.Create<string, JsonNode?>(
                $"region{index + 1}",
                new JsonObject { ["name"] = name, ["type"] = index == 0 ? "entrance" : name is "Tills" or "Queue" ? "queue" : "browsing", ["capacity"] = 30 }))),
        },
    };

    private JsonObject Collection()
    {
        var collection = new JsonObject { ["mode"] = "poll", ["interval_seconds"] = intervalSeconds, ["backfill_hours"] = countsOnly ? 0 : BackfillHours };
        if (countsOnly)
        {
            collection["endpoints"] = new JsonObject { ["heatmap"] = new JsonObject { ["enabled"] = false } };
        }

        return collection;
    }

    private JsonObject Moved(PretendCamera camera) => new()
    {
        ["sensor_ip"] = camera.Address.ToString(),
        ["sensor_port"] = cameraPort,
        ["config"] = new JsonObject { ["connection"] = new JsonObject { ["auth"] = Auth(camera) } },
    };

    private static JsonObject Auth(PretendCamera camera) => new()
    {
        ["type"] = camera.Authentication is CameraAuthentication.Basic ? "basic" : "digest",
        ["username"] = PretendCamera.User,
        ["password"] = camera.Password,
    };

    [LoggerMessage(7111, LogLevel.Information, "Registered {Stores} stores with {Cameras} cameras; {Refused} of them refused.")]
    private partial void Registered(int stores, int cameras, int refused);

    [LoggerMessage(7112, LogLevel.Error, "The API refused the {Kind} '{Name}' with {Status}: {Answer}")]
    private partial void Refused(string kind, string name, int status, string answer);
}
