using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace RetailOrleans.Connectors.Configuration;

/// <summary>A sensor's registration as it came, in the contract's form.</summary>
/// <param name="Body">The contract's form.</param>
/// <param name="Warnings">Keys that older files have and that mean nothing here, each with why.</param>
/// <param name="Unknown">Paths of keys that no form knows.</param>
public sealed record NormalizedConfiguration(JsonObject Body, ImmutableArray<string> Warnings, ImmutableArray<string> Unknown);

/// <summary>
/// Older sensor files in the contract's form: the flat file of the data bridge, the connector file, and the file per store. They may be the
/// whole body of a registration or its <c>config</c>; what the contract's own keys say beside them wins. Pure.
/// </summary>
public static class OlderConfiguration
{
    /// <summary>Null when the body is in the contract's form already.</summary>
    public static NormalizedConfiguration? Normalize(JsonObject body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (IsOlder(body))
        {
            return Convert(body, beside: null);
        }

        if (body["config"] is JsonObject config && IsOlder(config, withinConfig: true))
        {
            var beside = body.DeepClone().AsObject();
            beside.Remove("config");
            return Convert(config, beside);
        }

        return null;
    }

    private static bool IsOlder(JsonObject body, bool withinConfig = false) =>
        body["connector"] is JsonObject || body["api_config"] is JsonObject || body.ContainsKey("line_configuration") || body.ContainsKey("data_collection")
        || body["store_info"] is JsonObject
        || (withinConfig
            ? body["connection"] is JsonObject connection && (connection.ContainsKey("host") || connection.ContainsKey("port"))
            : body["connection"] is JsonObject || body["data_mapping"] is JsonObject);

    private static NormalizedConfiguration Convert(JsonObject older, JsonObject? beside)
    {
        var writer = new ConfigurationWriter();
        var reader = new ConfigurationReader(older.DeepClone().AsObject(), "", writer);
        Common(reader, writer);
        if (reader.Child("connector") is { } connector)
        {
            ConnectorFile.Read(connector, writer);
            connector.Finish();
        }
        else if (reader.Has("api_config") || reader.Has("store_info") || reader.Has("line_configuration") || reader.Has("data_collection"))
        {
            StoreFile.Read(reader, writer);
        }
        else
        {
            ConnectorFile.Read(reader, writer);
        }

        reader.Finish();
        foreach (var (name, value) in beside ?? [])
        {
            writer.Body[name] = value?.DeepClone();
        }

        return new NormalizedConfiguration(writer.Body, [.. writer.Warnings], [.. writer.Unknown]);
    }

    private static void Common(ConfigurationReader reader, ConfigurationWriter writer)
    {
        foreach (var name in (ReadOnlySpan<string>)["sensor_name", "sensor_ip", "sensor_port", "store_id", "is_active", "location", "timezone", "config"])
        {
            if (reader.Take(name) is { } value)
            {
                writer.Body[name] = value;
            }
        }

        if (reader.Take("sensor_type") is { } type)
        {
            writer.Set("sensor_type", SensorTypes.Of(type));
        }

        if (reader.Take("sensor_id") is { } id)
        {
            if (id is JsonValue text && text.TryGetValue(out string? written) && Guid.TryParse(written, out _))
            {
                writer.Body["sensor_id"] = id;
            }
            else
            {
                writer.Warn("sensor_id", "a sensor's id is a UUID that this system gives");
            }
        }
    }
}
