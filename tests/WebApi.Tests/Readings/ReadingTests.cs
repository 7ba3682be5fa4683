using System.Text.Json;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Readings;

public sealed class ReadingTests(SiloFixture silo)
{
    private const string Interval = "\"sensor_id\": \"{sensor}\", \"timestamp\": \"{t}\", \"end_time\": \"{t+300}\"";

    public static TheoryData<string, string> Records => new()
    {
        { "people_counting", $$"""{{{Interval}}, "line1_in": 1, "line1_out": 2, "line2_in": 0, "line2_out": 0, "line3_in": 3, "line3_out": 0, "line4_in": 0, "line4_out": 4}""" },
        { "people_counting", $$"""{{{Interval}}, "line5_in": 7, "line5_out": 0, "line16_in": 0, "line16_out": 100000}""" },
        { "regional_counting", $$"""{{{Interval}}, "kind": "occupancy", "region1_count": 1, "region4_count": 9}""" },
        { "regional_counting", $$"""{{{Interval}}, "kind": "visits", "region1_count": 0, "region2_count": 6, "region16_count": 1}""" },
        { "heatmap", """{"sensor_id": "{sensor}", "timestamp": "{t}", "heat_value": 12.25}""" },
        { "heatmap", $$"""{{{Interval}}, "heat_value": 0}""" },
        { "vca_alarm", """{"sensor_id": "{sensor}", "timestamp": "{t}", "counter_alarm_status": 5, "region1_in_alarm": 1, "region1_out_alarm": 0, "region16_out_alarm": 1}""" },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public async Task What_was_posted_comes_back(string dataType, string template)
    {
        var shop = await Shop.OpenAsync(silo);
        var record = Reading.Fill(template, shop.SensorId);
        (await shop.PostAsync(dataType, record)).Expect(201);

        var stored = Assert.Single(await shop.StoredAsync(dataType));

        foreach (var posted in JsonDocument.Parse(record).RootElement.EnumerateObject())
        {
            Assert.Equal(posted.Value.ToString(), stored.GetProperty(posted.Name).ToString());
        }

        Assert.EndsWith("Z", stored.GetProperty("received_at").GetString(), StringComparison.Ordinal);
        Assert.Equal((0, 0, 1), Reading.TallyOf((await shop.PostAsync(dataType, stored.GetRawText())).Expect(201).Json));
    }

    [Fact]
    public async Task A_region_count_without_a_kind_is_visits_of_a_milesight_camera_and_occupancy_of_others()
    {
        var shop = await Shop.OpenAsync(silo);
        var body = TestApi.SensorBody(shop.StoreId).Replace("\"sensor_ip\"", "\"sensor_type\": \"generic\", \"sensor_ip\"", StringComparison.Ordinal);
        var other = (await shop.Admin.PostAsync("/api/sensors", body)).Expect(201).Json.GetProperty("sensor").GetProperty("id").GetGuid();
        foreach (var id in new[] { shop.SensorId, other })
        {
            (await shop.PostAsync("regional_counting", Reading.Fill($$"""{{{Interval}}, "region1_count": 1}""", id))).Expect(201);
        }

        var kinds = (await shop.StoredAsync("regional_counting")).ToDictionary(row => row.GetProperty("sensor_id").GetGuid(), row => row.GetProperty("kind").GetString());
        Assert.Equal(("visits", "occupancy"), (kinds[shop.SensorId], kinds[other]));
    }

    [Fact]
    public async Task Readings_are_filtered_by_sensor_store_and_time_and_come_newest_first()
    {
        var shop = await Shop.OpenAsync(silo);
        var otherStore = await shop.Admin.CreateStoreAsync("Other");
        var otherSensor = (await shop.Admin.CreateSensorAsync(otherStore)).GetProperty("id").GetGuid();
        (await shop.PostAsync(
            "people_counting", Reading.People(shop.SensorId, Reading.Yesterday(300), 2), Reading.People(shop.SensorId, Reading.Yesterday(), 1),
            Reading.People(shop.SensorId, Reading.Yesterday(600), 3), Reading.People(otherSensor, Reading.Yesterday(900), 4))).Expect(201);
        var (from, to) = (Reading.Iso(Reading.Yesterday(300)), Reading.Iso(Reading.Yesterday(600)));

        Assert.Equal("4, 3, 2, 1", await CountsAsync(shop, ""));
        Assert.Equal("3, 2, 1", await CountsAsync(shop, $"&sensor_id={shop.SensorId}"));
        Assert.Equal("4", await CountsAsync(shop, $"&store_id={otherStore}"));
        Assert.Equal("", await CountsAsync(shop, $"&store_id={otherStore}&sensor_id={shop.SensorId}"));
        Assert.Equal("2", await CountsAsync(shop, $"&start_time={from}&end_time={to}"));
        Assert.Equal("4, 3, 2", await CountsAsync(shop, $"&start_time={from}"));
        Assert.Equal("4, 3", await CountsAsync(shop, "&limit=2"));
        Assert.Equal("2, 1", await CountsAsync(shop, "&limit=2&offset=2"));
        Assert.Equal("", await CountsAsync(shop, "&offset=4"));
    }

    [Theory]
    [InlineData("", "data_type")]
    [InlineData("data_type=people", "data_type")]
    [InlineData("data_type=heatmap&limit=0", "limit")]
    [InlineData("data_type=heatmap&limit=1001", "limit")]
    [InlineData("data_type=heatmap&offset=-1", "offset")]
    [InlineData("data_type=heatmap&cursor=x", "cursor")]
    [InlineData("data_type=heatmap&start_time=2026-01-20T10:00:00", "start_time")]
    [InlineData("data_type=heatmap&start_time=2026-01-20T10:00:00Z&end_time=2026-01-20T10:00:00Z", "end_time")]
    [InlineData("data_type=heatmap&sensor_id=x", "sensor_id")]
    public async Task A_bad_question_is_refused_with_its_field(string query, string field)
    {
        var admin = await silo.FoundOrganizationAsync();

        (await admin.GetAsync($"/api/sensors/data?{query}")).Expect(400).ErrorOf(field);
    }

    [Fact]
    public async Task Another_organizations_store_and_sensor_are_a_404_and_its_readings_are_never_seen()
    {
        var shop = await Shop.OpenAsync(silo);
        (await shop.PostPeopleAsync(Reading.Yesterday(), 1)).Expect(201);
        var stranger = await silo.FoundOrganizationAsync();
        var other = await shop.Admin.CreateStoreAsync("Other");
        var limited = await shop.Admin.WithTokenAsync($$"""{"name": "limited", "role": "viewer", "store_ids": ["{{other}}"]}""");

        foreach (var caller in new[] { stranger, limited })
        {
            (await caller.GetAsync($"/api/sensors/data?data_type=people_counting&store_id={shop.StoreId}")).Expect(404);
            (await caller.GetAsync($"/api/sensors/data?data_type=people_counting&sensor_id={shop.SensorId}")).Expect(404);
            var all = (await caller.GetAsync("/api/sensors/data?data_type=people_counting")).Expect(200).Json;
            Assert.Empty(all.GetProperty("data").EnumerateArray());
            Assert.Equal(0, all.GetProperty("pagination").GetProperty("total").GetInt32());
        }

        (await silo.Api(null).GetAsync("/api/sensors/data?data_type=people_counting")).Expect(401);
    }

    private static async Task<string> CountsAsync(Shop shop, string query)
    {
        var answer = (await shop.Admin.GetAsync($"/api/sensors/data?data_type=people_counting{query}")).Expect(200);
        return string.Join(", ", answer.Json.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("line1_in").GetInt32()));
    }
}
