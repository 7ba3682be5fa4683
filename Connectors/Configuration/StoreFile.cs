using System.Text.Json.Nodes;

namespace RetailOrleans.Connectors.Configuration;

/// <summary>The file per store: the interface of its sensor, lines with their purpose, regions, and the store itself.</summary>
internal static class StoreFile
{
    private const string OfTheStore = "it is the store's; set it with /api/stores";
    private const string OfRules = "thresholds are alert rules; set them with /api/alert-rules";

    public static void Read(ConfigurationReader file, ConfigurationWriter writer)
    {
        if (file.Child("api_config") is { } api)
        {
            ReadInterface(api, writer);
            api.Finish();
        }

        if (file.Child("endpoints") is { } endpoints)
        {
            ConnectorFile.ReadEndpoints(endpoints, writer);
            endpoints.Finish();
        }

        if (file.Child("data_collection") is { } collection)
        {
            writer.Set("config.collection.interval_seconds", collection.Take("interval_seconds"));
            collection.Unused("how often and how many at once is asked is this system's own business", "batch_size", "retry_attempts", "retry_delay");
            collection.Finish();
        }

        Each(file.Child("line_configuration"), ReadLine, writer);
        Each(file.Child("region_configuration"), ReadRegion, writer);
        if (file.Child("store_info") is { } store)
        {
            if (store.Take("store_id") is { } id)
            {
                writer.Set("store_id", id);
            }

            writer.Set("timezone", store.Take("timezone"));
            store.Unused("the token says which organization it is", "organization_id");
            store.Unused(OfTheStore, "opening_hour", "closing_hour", "store_name", "name");
            store.Finish();
        }

        file.Unused(OfRules, "alerts");
        file.Unused("regions are counted by the device itself", "region_mapping", "zone_rules");
    }

    private static void ReadInterface(ConfigurationReader api, ConfigurationWriter writer)
    {
        if (api.Take("base_url") is JsonValue value && value.TryGetValue(out string? text))
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            {
                writer.Set("sensor_ip", url.Host);
                writer.Set("sensor_port", url.Port);
                writer.Set("config.connection.protocol", url.Scheme);
            }
            else
            {
                writer.Set("sensor_ip", text);
            }
        }

        if (api.Take("username") is { } username)
        {
            writer.Set("config.connection.auth.type", "basic");
            writer.Set("config.connection.auth.username", username);
            writer.Set("config.connection.auth.password", api.Take("password"));
        }

        writer.Set("config.connection.timeout_seconds", ConnectorFile.Seconds(api.Take("timeout")));
        writer.Set("config.connection.verify_tls", api.Take("verify_ssl"));
    }

    private static void ReadLine(string key, ConfigurationReader line, ConfigurationWriter writer)
    {
        var counts = line.Take("count_in_store_traffic") is not JsonValue value || !value.TryGetValue(out bool flag) || flag;
        var type = line.Take("type");
        var isPassing = type is JsonValue word && word.TryGetValue(out string? name) && name == "passing";
        writer.Set($"config.lines.{key}.name", line.Take("name"));
        writer.Set($"config.lines.{key}.type", counts || isPassing ? type : "ignore");
        line.Unused("both directions of a door count; a line that is mounted the wrong way round has invert", "direction");
        line.Unused("passing lines make the capture rate", "use_for_capture_rate");
    }

    private static void ReadRegion(string key, ConfigurationReader region, ConfigurationWriter writer)
    {
        foreach (var name in (ReadOnlySpan<string>)["name", "type", "capacity"])
        {
            writer.Set($"config.regions.{key}.{name}", region.Take(name));
        }

        region.Unused(OfRules, "max_queue_length");
        region.Unused("it only informed people", "description");
    }

    private static void Each(ConfigurationReader? numbered, Action<string, ConfigurationReader, ConfigurationWriter> read, ConfigurationWriter writer)
    {
        foreach (var key in numbered?.Names ?? [])
        {
            if (numbered!.Child(key) is { } one)
            {
                read(key, one, writer);
                one.Finish();
            }
        }

        numbered?.Finish();
    }
}
