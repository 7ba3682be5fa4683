using System.Collections.Immutable;
using System.Text.Json;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.Storage.Registry;

/// <summary>The contract's <c>config</c> of a sensor: strict reading, and writing with every default filled in. Secrets are only ever read.</summary>
public static partial class SensorConfigJson
{
    private static readonly JsonElement Empty = JsonDocument.Parse("{}").RootElement;

    /// <summary>
    /// Reads a configuration. Unknown properties, wrong types and numbers out of range become errors under <c>config.…</c>; the result is
    /// then of no use. The secret is the password or token, null when none was given.
    /// </summary>
    public static (SensorConfig Config, string? Secret) Read(JsonElement json, ValidationErrors errors)
    {
        var config = new StrictJson(json, errors, "config");
        var (connection, secret) = ReadConnection(config.Child("connection") ?? new StrictJson(Empty, errors));
        var result = new SensorConfig(
            connection,
            ReadCollection(config.Child("collection") ?? new StrictJson(Empty, errors)),
            ReadDataMapping(config.Child("data_mapping") ?? new StrictJson(Empty, errors), errors, config.PathOf("data_mapping")),
            ReadNumbered(config, "lines", "line", ReadLine),
            ReadNumbered(config, "regions", "region", ReadRegion));
        config.RejectUnknown();
        return (result, secret);
    }

    /// <summary>What <see cref="Write"/> wrote.</summary>
    internal static SensorConfig ReadStored(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement, new ValidationErrors()).Config;
    }

    private static (ConnectionConfig Connection, string? Secret) ReadConnection(StrictJson json)
    {
        var defaults = new ConnectionConfig();
        var protocol = json.OneOf("protocol", "http", "https") ?? defaults.Protocol;
        var verifyTls = json.Flag("verify_tls") ?? defaults.VerifyTls;
        var timeoutSeconds = json.Number("timeout_seconds", 1, 120) ?? defaults.TimeoutSeconds;
        var (authType, username, secret) = json.Child("auth") is { } auth ? ReadAuth(auth) : (defaults.AuthType, null, null);
        json.RejectUnknown();
        return (new ConnectionConfig(protocol, verifyTls, timeoutSeconds, authType, username), secret);
    }

    private static (string Type, string? Username, string? Secret) ReadAuth(StrictJson json)
    {
        var type = json.OneOf("type", "none", "basic", "digest", "bearer") ?? "none";
        var username = json.Text("username", 200);
        var password = json.Secret("password", 500);
        var token = json.Secret("token", 4_000);
        // An answer that somebody sends back as it came must not fail.
        json.Flag("password_set");
        json.RejectUnknown();

        if (type is "basic" or "digest" && username is null)
        {
            json.Add("username", $"Required for auth type {type}.");
        }

        if (type is not ("basic" or "digest") && password is not null)
        {
            json.Add("password", $"Goes with auth type basic or digest, but the type is {type}.");
        }

        if (type != "bearer" && token is not null)
        {
            json.Add("token", $"Goes with auth type bearer, but the type is {type}.");
        }

        return (type, username, password ?? token);
    }

    private static CollectionConfig ReadCollection(StrictJson json)
    {
        var defaults = new CollectionConfig();
        var collection = new CollectionConfig(
            json.OneOf("mode", "poll", "push") ?? defaults.Mode,
            json.Number("interval_seconds", 5, 86_400) ?? defaults.IntervalSeconds,
            json.Number("backfill_hours", 0, 8_760) ?? defaults.BackfillHours,
            json.Child("endpoints") is { } endpoints ? ReadEndpoints(endpoints) : null,
            json.Number("quiet_interval_seconds", 5, 86_400));
        if (collection.QuietIntervalSeconds < collection.IntervalSeconds)
        {
            json.Add("quiet_interval_seconds", $"Expected at least interval_seconds, which is {collection.IntervalSeconds}; got {collection.QuietIntervalSeconds}.");
        }

        json.RejectUnknown();
        return collection;
    }

    private static ImmutableSortedDictionary<string, string>? ReadEndpoints(StrictJson json)
    {
        const int MaxEndpoints = 64;
        var endpoints = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var property in json.Properties)
        {
            AddEndpoint(json, property.Name, property.Value, endpoints);
        }

        if (endpoints.Count > MaxEndpoints)
        {
            json.Add("", $"Expected at most {MaxEndpoints} parameters, got {endpoints.Count}.");
        }

        return endpoints.Count == 0 ? null : endpoints.ToImmutable();
    }

    private static void AddEndpoint(
        StrictJson json, string name, JsonElement value, ImmutableSortedDictionary<string, string>.Builder endpoints, int depth = 0)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when depth < 3:
                foreach (var property in value.EnumerateObject())
                {
                    AddEndpoint(json, $"{name}.{property.Name}", property.Value, endpoints, depth + 1);
                }

                break;
            case JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
                when value.ToString() is { Length: <= 500 } text && name.Length is > 0 and <= 100:
                endpoints[name] = text;
                break;
            case JsonValueKind.Null:
                break;
            default:
                json.Add(name.Length <= 100 ? name : name[..100], "Expected a text of at most 500 characters, a number, or true or false.");
                break;
        }
    }

    private static DataMappingConfig ReadDataMapping(StrictJson json, ValidationErrors errors, string path)
    {
        var defaults = new DataMappingConfig();
        var mapping = new DataMappingConfig(
            json.Flag("supports_regional_counting") ?? defaults.SupportsRegionalCounting,
            json.Flag("supports_real_time_status") ?? defaults.SupportsRealTimeStatus,
            json.Number("line_count", 1, 16) ?? defaults.LineCount,
            json.Number("region_count", 0, 16) ?? defaults.RegionCount,
            json.Text("timestamp_format", 100),
            [.. (json.Elements("fields", 200) ?? []).Select((field, index) => ReadField(new StrictJson(field, errors, $"{path}.fields[{index}]")))]);
        json.RejectUnknown();
        return mapping;
    }

    private static FieldMapping ReadField(StrictJson json)
    {
        var field = new FieldMapping(json.Text("source", 200, required: true) ?? "", json.Text("target", 100, required: true) ?? "", json.Text("type", 50), json.Text("format", 100));
        json.RejectUnknown();
        return field;
    }

    private static ImmutableSortedDictionary<string, T> ReadNumbered<T>(StrictJson config, string name, string prefix, Func<StrictJson, T> read)
    {
        var result = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        if (config.Child(name) is { } json)
        {
            for (var number = 1; number <= 16; number++)
            {
                if (json.Child($"{prefix}{number}") is { } one)
                {
                    result.Add($"{prefix}{number}", read(one));
                }
            }

            json.RejectUnknown();
        }

        return result.ToImmutable();
    }

    private static LineConfig ReadLine(StrictJson json)
    {
        var type = json.OneOf("type", LineTypes) ?? LineTypes[0];
        var line = new LineConfig(json.Text("name", 100), (LineType)Array.IndexOf(LineTypes, type), json.Flag("invert") ?? false, ReadCalibration(json));
        json.RejectUnknown();
        return line;
    }

    private static decimal ReadCalibration(StrictJson json) =>
        json.Real("calibration", 0.1, 10) is { } factor ? decimal.Round((decimal)factor, 4, MidpointRounding.AwayFromZero) : 1;

    private static RegionConfig ReadRegion(StrictJson json)
    {
        var type = json.OneOf("type", RegionTypes) ?? RegionTypes[^1];
        var region = new RegionConfig(json.Text("name", 100), (RegionType)Array.IndexOf(RegionTypes, type), json.Number("capacity", 1, 100_000));
        json.RejectUnknown();
        return region;
    }
}
