using System.Collections.Immutable;
using System.Text.Json.Nodes;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Storage.Registry;

public static partial class SensorConfigJson
{
    // In the order of the enumerations' values.
    private static readonly string[] LineTypes = ["entrance", "exit", "passing", "internal", "ignore"];
    private static readonly string[] RegionTypes = ["entrance", "browsing", "queue", "high_value", "transition", "custom"];

    /// <summary>The contract's form with every default filled in, and <c>password_set</c> instead of the secret.</summary>
    public static JsonObject Write(SensorConfig config, bool secretSet) => new()
    {
        ["connection"] = WriteConnection(config.Connection, secretSet),
        ["collection"] = WriteCollection(config.Collection),
        ["data_mapping"] = WriteDataMapping(config.DataMapping),
        ["lines"] = WriteLines(config),
        ["regions"] = WriteRegions(config),
    };

    /// <summary>Whether the same crossings would count differently.</summary>
    internal static bool LinesDiffer(SensorConfig one, SensorConfig other) => WriteLines(one).ToJsonString() != WriteLines(other).ToJsonString();

    internal static JsonObject WriteLines(SensorConfig config) => WithPresent(config.Lines, line => new JsonObject
    {
        ["name"] = line.Name,
        ["type"] = LineTypes[(int)line.Type],
        ["invert"] = line.Invert,
        ["calibration"] = line.Calibration == 1 ? null : line.Calibration,
    });

    private static JsonObject WriteRegions(SensorConfig config) => WithPresent(config.Regions, region => new JsonObject
    {
        ["name"] = region.Name,
        ["type"] = RegionTypes[(int)region.Type],
        ["capacity"] = region.Capacity,
    });

    private static JsonObject WriteConnection(ConnectionConfig connection, bool secretSet)
    {
        var auth = new JsonObject { ["type"] = connection.AuthType };
        if (connection.Username is { } username)
        {
            auth["username"] = username;
        }

        if (secretSet)
        {
            auth["password_set"] = true;
        }

        return new JsonObject
        {
            ["protocol"] = connection.Protocol,
            ["verify_tls"] = connection.VerifyTls,
            ["timeout_seconds"] = connection.TimeoutSeconds,
            ["auth"] = auth,
        };
    }

    private static JsonObject WriteCollection(CollectionConfig collection)
    {
        var json = new JsonObject { ["mode"] = collection.Mode, ["interval_seconds"] = collection.IntervalSeconds };
        if (collection.QuietIntervalSeconds is { } quiet)
        {
            json["quiet_interval_seconds"] = quiet;
        }

        json["backfill_hours"] = collection.BackfillHours;
        json["endpoints"] = new JsonObject((collection.Endpoints ?? ImmutableSortedDictionary<string, string>.Empty).Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));
        return json;
    }

    private static JsonObject WriteDataMapping(DataMappingConfig mapping)
    {
        var json = new JsonObject
        {
            ["supports_regional_counting"] = mapping.SupportsRegionalCounting,
            ["supports_real_time_status"] = mapping.SupportsRealTimeStatus,
            ["line_count"] = mapping.LineCount,
            ["region_count"] = mapping.RegionCount,
        };
        if (mapping.TimestampFormat is { } format)
        {
            json["timestamp_format"] = format;
        }

        if (!mapping.Fields.IsDefaultOrEmpty)
        {
            json["fields"] = new JsonArray([.. mapping.Fields.Select(WriteField)]);
        }

        return json;
    }

    private static JsonObject WriteField(FieldMapping field)
    {
        var json = new JsonObject { ["source"] = field.Source, ["target"] = field.Target };
        if (field.Type is { } type)
        {
            json["type"] = type;
        }

        if (field.Format is { } format)
        {
            json["format"] = format;
        }

        return json;
    }

    private static JsonObject WithPresent<T>(IEnumerable<KeyValuePair<string, T>> entries, Func<T, JsonObject> write)
    {
        var json = new JsonObject();
        foreach (var (key, value) in entries)
        {
            var one = write(value);
            foreach (var (name, _) in one.Where(property => property.Value is null).ToArray())
            {
                one.Remove(name);
            }

            json[key] = one;
        }

        return json;
    }
}
