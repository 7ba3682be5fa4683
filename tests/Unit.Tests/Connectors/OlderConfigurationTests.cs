using System.Text.Json.Nodes;
using FsCheck.Xunit;
using RetailOrleans.Connectors.Configuration;

namespace RetailOrleans.Unit.Tests.Connectors;

public sealed class OlderConfigurationTests
{
    [Fact]
    public void The_contract_s_own_form_is_left_alone()
    {
        Assert.Null(Normalize("""{"sensor_name": "x", "sensor_ip": "192.0.2.1", "config": {"connection": {"protocol": "http"}, "data_mapping": {"line_count": 2}}}"""));
        Assert.Null(Normalize("{}"));
    }

    [Fact]
    public void The_flat_file_of_the_bridge()
    {
        var normalized = Normalize(
            """
            {"sensor_id": "door_001", "sensor_name": "Main Entrance Camera",
             "connection": {"host": "192.0.2.100", "port": 8080, "auth": {"type": "basic", "username": "admin", "password": "p"}},
             "data_mapping": {"supports_regional_counting": true, "supports_real_time_status": true, "line_count": 4, "region_count": 4},
             "location": "Main Entrance", "timezone": "America/New_York", "store_id": "s"}
            """)!;

        Same(
            """
            {"sensor_name": "Main Entrance Camera", "sensor_ip": "192.0.2.100", "sensor_port": 8080, "location": "Main Entrance", "timezone": "America/New_York", "store_id": "s",
             "config": {"connection": {"auth": {"type": "basic", "username": "admin", "password": "p"}},
              "data_mapping": {"supports_regional_counting": true, "supports_real_time_status": true, "line_count": 4, "region_count": 4}}}
            """,
            normalized);
        Assert.StartsWith("sensor_id is not used", Assert.Single(normalized.Warnings));
        Assert.Empty(normalized.Unknown);
    }

    [Fact]
    public void The_connector_file_with_parameters_and_addresses()
    {
        var normalized = Normalize(
            """
            {"store_id": "s", "connector": {"name": "Door", "type": "milesight_camera", "store": "default", "description": "North",
             "connection": {"host": "192.0.2.7:81", "port": 80, "protocol": "https", "timeout": 30000, "auth": {"type": "token", "token": "t"}},
             "endpoints": {"people_counting": {"params": {"report_type": 0, "linetype": 15}}, "regional_counting": {"params": {"lengthtype": 1, "length": 3}},
               "heatmap": "/dataloader.cgi?dw=heatmapcsv&sub_type=1&time_start={start}", "real_time_status": {"enabled": false, "polling_interval": 10}},
             "data_mapping": {"timestamp_format": "%Y/%m/%d %H:%M:%S", "heatmap_timestamp_format": "x", "fields": []},
             "retry_attempts": 3, "timeout": 30, "polling_interval": 60, "collection_settings": {}, "features": {}, "advanced_settings": {}}}
            """)!;

        Same(
            """
            {"store_id": "s", "sensor_name": "Door", "sensor_type": "milesight_people_counter", "location": "North", "sensor_ip": "192.0.2.7", "sensor_port": 81,
             "config": {"collection": {"interval_seconds": 60, "endpoints": {"people_counting.report_type": 0, "people_counting.linetype": 15, "regional_counting.lengthtype": 1,
                "regional_counting.length": 3, "heatmap.path": "/dataloader.cgi", "heatmap.dw": "heatmapcsv", "heatmap.sub_type": "1", "real_time_status.enabled": false}},
              "connection": {"timeout_seconds": 30, "protocol": "https", "auth": {"type": "bearer", "token": "t"}},
              "data_mapping": {"timestamp_format": "%Y/%m/%d %H:%M:%S", "fields": []}}}
            """,
            normalized);
        Assert.Equal(
            ["connector.store", "connector.endpoints.real_time_status.polling_interval", "connector.data_mapping.heatmap_timestamp_format", "connector.retry_attempts", "connector.collection_settings", "connector.features", "connector.advanced_settings"],
            normalized.Warnings.Select(warning => warning[..warning.IndexOf(' ')]));
    }

    [Fact]
    public void The_file_per_store_with_lines_and_their_purpose()
    {
        var normalized = Normalize(
            """
            {"sensor_id": "x", "sensor_name": "Door", "sensor_type": "omnia", "api_config": {"base_url": "http://192.0.2.9:8081", "username": "u", "password": "p", "timeout": 30, "verify_ssl": false},
             "endpoints": {"people_counting": "http://192.0.2.9:8081/counts?from={start}"}, "data_collection": {"interval_seconds": 300, "batch_size": 100},
             "line_configuration": {"line1": {"name": "A", "type": "entrance", "direction": "in", "count_in_store_traffic": true},
               "line2": {"name": "B", "type": "passing", "count_in_store_traffic": false, "use_for_capture_rate": true}, "line3": {"type": "entrance", "count_in_store_traffic": false}},
             "region_configuration": {"region1": {"name": "Till", "type": "queue", "capacity": 5, "max_queue_length": 10}},
             "store_info": {"store_id": "s", "organization_id": "o", "timezone": "Europe/Lisbon", "opening_hour": 9, "closing_hour": 21}, "alerts": {"occupancy_threshold": 0.85}}
            """)!;

        Same(
            """
            {"sensor_name": "Door", "sensor_type": "omnia", "sensor_ip": "192.0.2.9", "sensor_port": 8081, "store_id": "s", "timezone": "Europe/Lisbon",
             "config": {"connection": {"protocol": "http", "auth": {"type": "basic", "username": "u", "password": "p"}, "timeout_seconds": 30, "verify_tls": false},
              "collection": {"endpoints": {"people_counting.path": "/counts?from={start}"}, "interval_seconds": 300},
              "lines": {"line1": {"name": "A", "type": "entrance"}, "line2": {"name": "B", "type": "passing"}, "line3": {"type": "ignore"}},
              "regions": {"region1": {"name": "Till", "type": "queue", "capacity": 5}}}}
            """,
            normalized);
        Assert.Contains(normalized.Warnings, warning => warning.StartsWith("alerts ", StringComparison.Ordinal) && warning.Contains("/api/alert-rules", StringComparison.Ordinal));
        Assert.Empty(normalized.Unknown);
    }

    [Fact]
    public void An_older_file_as_config_and_what_stands_beside_it_wins()
    {
        var normalized = Normalize("""{"sensor_name": "Mine", "store_id": "s", "config": {"sensor_name": "Old", "connection": {"host": "192.0.2.1"}}}""")!;
        Same("""{"sensor_name": "Mine", "sensor_ip": "192.0.2.1", "sensor_port": 80, "store_id": "s"}""", normalized);
    }

    [Fact]
    public void Keys_that_no_form_knows_are_named() =>
        Assert.Equal(
            ["connector.connection.colour", "connector.hue", "shade"],
            Normalize("""{"connector": {"connection": {"host": "192.0.2.1", "colour": 1}, "hue": 2}, "shade": 3}""")!.Unknown);

    // Whatever stands where an object, a text or a number is expected.
    [Property]
    public void Nothing_throws(string? key, int number, bool flag)
    {
        foreach (var value in new JsonNode?[] { null, number, flag, key, new JsonArray(1, "x"), new JsonObject { [key ?? "k"] = number } })
        {
            foreach (var name in new[] { "connection", "connector", "endpoints", "data_mapping", "api_config", "line_configuration", "store_info", "data_collection", "sensor_type", "sensor_id" })
            {
                var body = new JsonObject { ["connection"] = new JsonObject { ["host"] = "h" }, ["api_config"] = new JsonObject() };
                body[name] = value?.DeepClone();
                _ = OlderConfiguration.Normalize(body);
                _ = OlderConfiguration.Normalize(new JsonObject { ["connector"] = body });
            }
        }
    }

    private static NormalizedConfiguration? Normalize(string json) => OlderConfiguration.Normalize(JsonNode.Parse(json)!.AsObject());

    private static void Same(string expected, NormalizedConfiguration normalized) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), normalized.Body), $"Got {normalized.Body.ToJsonString()}");
}
