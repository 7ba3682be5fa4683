using System.Text.Json;
using System.Text.Json.Nodes;
using RetailOrleans.Calendar;
using RetailOrleans.Connectors;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Json;

namespace RetailOrleans.WebApi.Sensors;

/// <summary>From a client's JSON to validated settings. A change is read as the whole sensor with the patch merged in, by the same rules.</summary>
internal sealed class SensorInput(ConnectorCatalog connectors, SecretProtector protector, NetworkList allowedNetworks)
{
    private const string DefaultType = "milesight_people_counter";

    /// <summary>A new sensor.</summary>
    /// <exception cref="ValidationException">With everything that is wrong.</exception>
    public SensorDraft Read(JsonElement body)
    {
        var (draft, secret) = ReadWhole(body);
        return draft with { ProtectedSecret = secret is null ? null : protector.Protect(secret) };
    }

    /// <summary>A sensor with a patch merged in.</summary>
    /// <exception cref="ValidationException">With everything that is wrong.</exception>
    public SensorDraft Merge(SensorSettings before, JsonElement patch)
    {
        var changes = JsonObject.Create(patch)!;
        changes.Remove("sensor_id");
        changes.Remove("effective_from");
        var merged = MergePatch.Apply(Whole(before), changes)!;
        var (draft, secret) = ReadWhole(JsonSerializer.SerializeToElement(merged, ApiJson.Default.JsonNode));
        return draft with
        {
            ProtectedSecret = secret is not null ? protector.Protect(secret) : KeepsSecret(before.Config, draft.Config, changes) ? before.ProtectedSecret : null,
        };
    }

    private static JsonObject Whole(SensorSettings sensor) => new()
    {
        ["sensor_name"] = sensor.Name,
        ["sensor_ip"] = sensor.Address,
        ["sensor_port"] = sensor.Port,
        ["store_id"] = sensor.StoreId,
        ["sensor_type"] = sensor.Type,
        ["is_active"] = sensor.IsActive,
        ["location"] = sensor.Location,
        ["timezone"] = sensor.TimeZone,
        ["config"] = SensorConfigJson.Write(sensor.Config, secretSet: false),
    };

    // An absent password stays, unless it is taken away by null or is no longer the kind of secret that is needed.
    private static bool KeepsSecret(SensorConfig before, SensorConfig after, JsonObject changes)
    {
        var auth = ((changes["config"] as JsonObject)?["connection"] as JsonObject)?["auth"] as JsonObject;
        var takenAway = auth is not null && (IsNull(auth, "password") || IsNull(auth, "token"));
        return !takenAway && KindOf(before) == KindOf(after);

        static bool IsNull(JsonObject auth, string name) => auth.TryGetPropertyValue(name, out var value) && value is null;
        static string KindOf(SensorConfig config) => config.Connection.AuthType is "basic" or "digest" ? "password" : config.Connection.AuthType;
    }

    private (SensorDraft Draft, string? Secret) ReadWhole(JsonElement body)
    {
        var errors = new ValidationErrors();
        var json = new StrictJson(body, errors);
        var name = json.Text("sensor_name", 200, required: true);
        var address = ReadAddress(json);
        var port = json.Number("sensor_port", 1, 65_535, required: true);
        var storeId = json.Id("store_id", required: true);
        var type = json.Text("sensor_type", 64) ?? DefaultType;
        var isActive = json.Flag("is_active") ?? true;
        var location = json.Text("location", 500);
        var timeZone = ReadTimeZone(json);
        var (config, secret) = json.Value("config") is { } given ? SensorConfigJson.Read(given, errors) : (SensorConfig.Default, null);
        json.RejectUnknown();

        if (config.Collection.IsPolled)
        {
            CheckPolled(json, type, address);
        }

        errors.ThrowIfAny();
        return (new SensorDraft(storeId!.Value, name!, address!, port!.Value, type, location, timeZone, config, null, isActive), secret);
    }

    private void CheckPolled(StrictJson json, string type, string? address)
    {
        if (!connectors.TryGet(type, out _))
        {
            json.Add(
                "sensor_type",
                $"No connector polls '{type}'. Known: {string.Join(", ", connectors.SensorTypes)}. A device that sends its data itself needs config.collection.mode push.");
        }

        if (address is not null && !DeviceAddress.IsWithin(allowedNetworks, address))
        {
            json.Add(
                "sensor_ip",
                $"{address} is outside the networks where devices may be polled: {allowedNetworks}. Use an address in one of them, or have Devices:AllowedNetworks extended.");
        }
    }

    private static string? ReadAddress(StrictJson json)
    {
        if (json.Text("sensor_ip", 253, required: true) is not { } text)
        {
            return null;
        }

        var address = DeviceAddress.Canonical(text);
        if (address is null)
        {
            json.Add("sensor_ip", $"Expected an IP address or a host name without scheme or port (the port is sensor_port), got '{text}'.");
        }

        return address;
    }

    private static string? ReadTimeZone(StrictJson json)
    {
        var zone = json.Text("timezone", 64);
        if (zone is not null && !TimeZones.IsKnown(zone))
        {
            json.Add("timezone", $"Expected an IANA time zone such as Europe/Lisbon, got '{zone}'.");
        }

        return zone;
    }
}
