using System.Text.Json;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.Storage.Tests.Registry;

public sealed class SensorConfigJsonTests
{
    private const string Whole =
        """
        {"connection":{"protocol":"https","verify_tls":false,"timeout_seconds":9,"auth":{"type":"basic","username":"u"}},
         "collection":{"mode":"push","interval_seconds":60,"backfill_hours":24,"endpoints":{"people_counting.linetype":"31"}},
         "data_mapping":{"supports_regional_counting":false,"supports_real_time_status":false,"line_count":2,"region_count":0,
           "timestamp_format":"iso","fields":[{"source":"a","target":"line1_in","type":"int","format":"iso"}]},
         "lines":{"line1":{"name":"Door","type":"exit","invert":true}},
         "regions":{"region2":{"name":"Till","type":"high_value","capacity":7}}}
        """;

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var (config, _) = Read(Whole);

        Assert.Equal(JsonSerializer.Serialize(JsonDocument.Parse(Whole)), SensorConfigJson.Write(config, secretSet: false).ToJsonString());
    }

    [Fact]
    public void Nothing_given_is_every_default()
    {
        var (config, secret) = Read("{}");

        Assert.Null(secret);
        Assert.Equal((300, "poll", 4), (config.Collection.IntervalSeconds, config.Collection.Mode, config.DataMapping.LineCount));
        Assert.Equal("{}", SensorConfigJson.Write(config, secretSet: false)["lines"]!.ToJsonString());
    }

    [Fact]
    public void Endpoints_may_be_nested()
    {
        var (config, _) = Read("""{"collection": {"endpoints": {"people_counting": {"linetype": 31, "sub": true}, "x": null}}}""");

        Assert.Equal(["people_counting.linetype=31", "people_counting.sub=True"], config.Collection.Endpoints!.Select(entry => $"{entry.Key}={entry.Value}"));
    }

    [Theory]
    [InlineData("""{"connection": {"auth": {"type": "basic"}}}""", "config.connection.auth.username")]
    [InlineData("""{"connection": {"auth": {"password": "p"}}}""", "config.connection.auth.password")]
    [InlineData("""{"connection": {"auth": {"type": "digest", "username": "u", "token": "t"}}}""", "config.connection.auth.token")]
    [InlineData("""{"connection": []}""", "config.connection")]
    [InlineData("""{"collection": {"endpoints": {"a": []}}}""", "config.collection.endpoints.a")]
    [InlineData("""{"data_mapping": {"fields": [{"source": "a"}]}}""", "config.data_mapping.fields[0].target")]
    [InlineData("""{"data_mapping": {"line_count": 2.5}}""", "config.data_mapping.line_count")]
    [InlineData("""{"regions": {"region0": {}}}""", "config.regions.region0")]
    [InlineData("""{"x": null}""", "config.x")]
    public void What_is_wrong_is_named_by_its_path(string json, string field)
    {
        var errors = new ValidationErrors();

        SensorConfigJson.Read(JsonDocument.Parse(json).RootElement, errors);

        Assert.Equal([field], errors.ToDictionary().Keys);
    }

    private static (Grains.Interfaces.Settings.SensorConfig Config, string? Secret) Read(string json)
    {
        var errors = new ValidationErrors();
        var result = SensorConfigJson.Read(JsonDocument.Parse(json).RootElement, errors);
        errors.ThrowIfAny();
        return result;
    }
}
