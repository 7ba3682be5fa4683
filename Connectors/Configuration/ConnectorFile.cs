using System.Globalization;
using System.Text.Json.Nodes;

namespace RetailOrleans.Connectors.Configuration;

/// <summary>The connector file, and the flat file of the data bridge, which has a part of its keys.</summary>
internal static class ConnectorFile
{
    private const string Informational = "it only informed people";
    private const string OwnRetries = "how often and how many at once is asked is this system's own business";

    public static void Read(ConfigurationReader file, ConfigurationWriter writer)
    {
        writer.Set("sensor_name", file.Take("name"));
        if (file.Take("type") is { } type)
        {
            writer.Set("sensor_type", SensorTypes.Of(type));
        }

        writer.Set("location", file.Take("description"));
        file.Unused("the sensor's store is store_id", "store");
        writer.Set("config.collection.interval_seconds", file.Take("polling_interval"));
        writer.Set("config.connection.timeout_seconds", Seconds(file.Take("timeout")));
        if (file.Child("connection") is { } connection)
        {
            ReadConnection(connection, writer);
            connection.Finish();
        }

        if (file.Child("endpoints") is { } endpoints)
        {
            ReadEndpoints(endpoints, writer);
            endpoints.Finish();
        }

        if (file.Child("data_mapping") is { } mapping)
        {
            ReadMapping(mapping, writer);
            mapping.Finish();
        }

        foreach (var name in (ReadOnlySpan<string>)["lines", "regions", "collection"])
        {
            writer.Set($"config.{name}", file.Take(name));
        }

        file.Unused(OwnRetries, "retry_attempts", "collection_settings");
        file.Unused(Informational, "features", "advanced_settings");
    }

    /// <summary>Endpoints with parameters of their own, or as addresses.</summary>
    public static void ReadEndpoints(ConfigurationReader endpoints, ConfigurationWriter writer)
    {
        foreach (var name in endpoints.Names)
        {
            if (endpoints.Child(name) is not { } endpoint)
            {
                if (endpoints.Take(name) is { } address)
                {
                    ReadAddress(name, address, writer);
                }

                continue;
            }

            endpoint.Unused("a sensor has one interval, config.collection.interval_seconds", "polling_interval");
            endpoint.Unused(Informational, "description", "method");
            foreach (var path in (ReadOnlySpan<string>)["url", "path"])
            {
                if (endpoint.Take(path) is { } address)
                {
                    ReadAddress(name, address, writer);
                }
            }

            if (endpoint.Child("params") is { } parameters)
            {
                Keep(name, parameters, writer);
            }

            Keep(name, endpoint, writer);
        }
    }

    /// <summary>Seconds, also where older files count milliseconds.</summary>
    public static JsonNode? Seconds(JsonNode? timeout) =>
        timeout is JsonValue value && value.TryGetValue(out int number) && number >= 1_000 ? JsonValue.Create(number / 1_000) : timeout;

    private static void Keep(string endpoint, ConfigurationReader parameters, ConfigurationWriter writer)
    {
        foreach (var name in parameters.Names)
        {
            writer.SetEndpoint($"{endpoint}.{name}", parameters.Take(name));
        }
    }

    // A camera's address is taken apart, so that its parameters replace the canonical ones; the times are put in at each poll.
    private static void ReadAddress(string endpoint, JsonNode address, ConfigurationWriter writer)
    {
        if (address is not JsonValue value || !value.TryGetValue(out string? text))
        {
            writer.Unknown.Add($"endpoints.{endpoint}");
            return;
        }

        var path = PathOf(text);
        if (!SensorTypes.IsCamera(writer.Body))
        {
            writer.SetEndpoint($"{endpoint}.path", path);
            return;
        }

        var (before, _, query) = Split(path, '?');
        writer.SetEndpoint($"{endpoint}.path", before);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, _, parameter) = Split(pair, '=');
            if (name is not ("time_start" or "time_end"))
            {
                writer.SetEndpoint($"{endpoint}.{Uri.UnescapeDataString(name)}", Uri.UnescapeDataString(parameter));
            }
        }
    }

    // Not by Uri, which would escape the braces around times.
    private static string PathOf(string address)
    {
        if (!address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !address.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return address;
        }

        var slash = address.IndexOf('/', address.IndexOf("://", StringComparison.Ordinal) + 3);
        return slash < 0 ? "/" : address[slash..];
    }

    private static (string Before, char Separator, string After) Split(string text, char separator) =>
        text.IndexOf(separator, StringComparison.Ordinal) is >= 0 and var at ? (text[..at], separator, text[(at + 1)..]) : (text, separator, "");

    private static void ReadConnection(ConfigurationReader connection, ConfigurationWriter writer)
    {
        if (connection.Take("host") is { } host)
        {
            // "host" sometimes holds address:port beside a port that is stale: the host wins.
            if (host is JsonValue value && value.TryGetValue(out string? text) && text.Split(':') is [var name, var port]
                && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                writer.Set("sensor_ip", name);
                writer.Set("sensor_port", number);
            }
            else
            {
                writer.Set("sensor_ip", host);
            }
        }

        writer.Set("sensor_port", connection.Take("port") ?? (writer.Body.ContainsKey("sensor_ip") ? JsonValue.Create(80) : null));
        writer.Set("config.connection.protocol", connection.Take("protocol"));
        writer.Set("config.connection.verify_tls", connection.Take("verify_tls") ?? connection.Take("verify_ssl"));
        writer.Set("config.connection.timeout_seconds", Seconds(connection.Take("timeout") ?? connection.Take("timeout_seconds")));
        if (connection.Child("auth") is { } auth)
        {
            var type = auth.Take("type");
            var isToken = type is JsonValue value && value.TryGetValue(out string? name) && name == "token";
            writer.Set("config.connection.auth.type", isToken ? "bearer" : type);
            foreach (var name2 in (ReadOnlySpan<string>)["username", "password", "token"])
            {
                writer.Set($"config.connection.auth.{name2}", auth.Take(name2));
            }

            auth.Finish();
        }
    }

    private static void ReadMapping(ConfigurationReader mapping, ConfigurationWriter writer)
    {
        foreach (var name in (ReadOnlySpan<string>)["supports_regional_counting", "supports_real_time_status", "line_count", "region_count", "timestamp_format", "fields"])
        {
            writer.Set($"config.data_mapping.{name}", mapping.Take(name));
        }

        mapping.Unused("the connector knows how its heat log writes times", "heatmap_timestamp_format");
        mapping.Unused("what a device has is found by asking; see POST /api/sensors/{id}/test", "supports_heatmap", "supports_space_heatmap", "supports_people_counting");
    }
}
