using System.Text.Json;
using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Sensors;

public sealed class SensorListTests(SiloFixture silo)
{
    [Fact]
    public async Task A_cursor_neither_skips_nor_repeats_while_rows_are_added()
    {
        var admin = await silo.FoundOrganizationAsync();
        var storeId = await admin.CreateStoreAsync();
        var expected = new List<string>();
        for (var number = 0; number < 7; number++)
        {
            expected.Insert(0, $"S{number}");
            await admin.CreateSensorAsync(storeId, $"S{number}");
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await admin.GetAsync($"/api/sensors?limit=3{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(200).Json;
            seen.AddRange(NamesOf(page));
            cursor = page.GetProperty("pagination").GetProperty("next").GetString();
            await admin.CreateSensorAsync(storeId);
        }
        while (cursor is not null);

        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task Limit_and_offset_page_from_the_newest()
    {
        var admin = await silo.FoundOrganizationAsync();
        var storeId = await admin.CreateStoreAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await admin.CreateSensorAsync(storeId, name);
        }

        var page = (await admin.GetAsync("/api/sensors?limit=1&offset=1")).Expect(200).Json;

        Assert.Equal(["b"], NamesOf(page));
        var pagination = page.GetProperty("pagination");
        Assert.Equal((1, 1, 3), (pagination.GetProperty("limit").GetInt32(), pagination.GetProperty("offset").GetInt32(), pagination.GetProperty("total").GetInt32()));
        var rest = (await admin.GetAsync($"/api/sensors?cursor={pagination.GetProperty("next").GetString()}")).Expect(200).Json;
        Assert.Equal(["a"], NamesOf(rest));
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("pagination").GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Filters_narrow_the_list()
    {
        var admin = await silo.FoundOrganizationAsync();
        var storeId = await admin.CreateStoreAsync();
        var other = await admin.CreateStoreAsync();
        await admin.CreateSensorAsync(storeId, "Front_door", "127.1.0.7");
        var off = (await admin.CreateSensorAsync(other, "Back")).GetProperty("id").GetGuid();
        (await admin.PatchAsync($"/api/sensors/{off}", """{"is_active": false}""")).Expect(200);

        Assert.Equal(["Front_door"], NamesOf((await admin.GetAsync($"/api/sensors?store_id={storeId}")).Json));
        Assert.Equal(["Back"], NamesOf((await admin.GetAsync("/api/sensors?is_active=false")).Json));
        Assert.Equal(["Front_door"], NamesOf((await admin.GetAsync("/api/sensors?q=front_D")).Json));
        Assert.Equal(["Front_door"], NamesOf((await admin.GetAsync("/api/sensors?q=1.0.7")).Json));
        Assert.Empty(NamesOf((await admin.GetAsync("/api/sensors?q=%25")).Json));
        Assert.Empty(NamesOf((await admin.GetAsync("/api/sensors?sensor_type=other")).Json));
        Assert.Equal(["Back"], NamesOf((await admin.GetAsync("/api/sensors?health=inactive")).Json));
        Assert.Equal(["Front_door"], NamesOf((await admin.GetAsync("/api/sensors?health=unknown")).Json));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("offset=-1", "offset")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("health=fine", "health")]
    [InlineData("store_id=1", "store_id")]
    [InlineData("is_active=perhaps", "is_active")]
    public async Task A_wrong_parameter_is_named(string query, string field)
    {
        var admin = await silo.FoundOrganizationAsync();

        (await admin.GetAsync($"/api/sensors?{query}")).Expect(400).ErrorOf(field);
    }

    private static IEnumerable<string> NamesOf(JsonElement page) =>
        page.GetProperty("sensors").EnumerateArray().Select(sensor => sensor.GetProperty("sensor_name").GetString()!);
}
