using System.Text.Json;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Readings;

public sealed class ReadingPagingTests(SiloFixture silo)
{
    [Fact]
    public async Task The_cursor_stays_stable_while_rows_are_added()
    {
        var shop = await Shop.OpenAsync(silo);
        var other = await shop.AddSensorAsync();
        var sensors = new[] { shop.SensorId, other };
        (await shop.PostAsync(
            "people_counting", [.. from i in Enumerable.Range(0, 6) from id in sensors select Reading.People(id, Reading.Yesterday(i * 300), i)])).Expect(201);

        var seen = new List<string>();
        string? cursor = null;
        var added = 6;
        do
        {
            var page = await PageAsync(shop, "people_counting", 5, cursor);
            Assert.Equal(5, page.GetProperty("pagination").GetProperty("limit").GetInt32());
            seen.AddRange(page.GetProperty("data").EnumerateArray().Select(KeyOf));
            cursor = page.GetProperty("pagination").GetProperty("next").GetString();
            Assert.True(cursor is null || Uri.EscapeDataString(cursor) == cursor);
            (await shop.PostPeopleAsync(Reading.Yesterday(300 * added++), 9)).Expect(201);
        }
        while (cursor is not null);

        Assert.Equal(12, seen.Count);
        Assert.Equal(12, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_page_that_ends_between_two_readings_of_one_instant_loses_none()
    {
        var shop = await Shop.OpenAsync(silo);
        foreach (var kind in new[] { "visits", "occupancy" })
        {
            (await shop.PostAsync(
                "regional_counting",
                Reading.Fill($$"""{"sensor_id": "{sensor}", "timestamp": "{t}", "end_time": "{t+300}", "kind": "{{kind}}", "region1_count": 1}""", shop.SensorId))).Expect(201);
        }

        var first = await PageAsync(shop, "regional_counting", 1, null);
        var second = await PageAsync(shop, "regional_counting", 1, first.GetProperty("pagination").GetProperty("next").GetString());

        Assert.Equal(2, first.GetProperty("pagination").GetProperty("total").GetInt32());
        Assert.Equal(["occupancy", "visits"], new[] { first, second }.Select(page => page.GetProperty("data")[0].GetProperty("kind").GetString()!).Order());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("pagination").GetProperty("next").ValueKind);
    }

    private static string KeyOf(JsonElement row) => $"{row.GetProperty("sensor_id")} {row.GetProperty("timestamp")}";

    private static async Task<JsonElement> PageAsync(Shop shop, string dataType, int limit, string? cursor) =>
        (await shop.Admin.GetAsync($"/api/sensors/data?data_type={dataType}&limit={limit}&cursor={cursor}")).Expect(200).Json;
}
