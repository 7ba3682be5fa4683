using System.Text.Json;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Analytics;

/// <summary>
/// One day of two sensors of a store in Lagos (UTC+1, no summer time) and of one of a store in India, rolled up.
/// Lagos: 10 h: 12+3 in, 2+1 out; 12 h: 5 in, 8 out and regions. India: 9 h: 4 in.
/// </summary>
public sealed class SeededAnalytics(SiloFixture silo) : IAsyncLifetime
{
    /// <summary>How soon hours follow a 2xx.</summary>
    public static readonly TimeSpan RolledUp = TimeSpan.FromSeconds(30);

    private Shop? _shop;

    public Shop Shop => _shop!;

    public TestApi Admin => Shop.Admin;

    public Guid OtherSensor { get; private set; }

    public Guid India { get; private set; }

    /// <summary>The day, some days ago.</summary>
    public static DateOnly Day { get; } = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-10);

    public static string Date => $"{Day:yyyy-MM-dd}";

    /// <summary>A local time of the day in Lagos.</summary>
    public static DateTimeOffset Lagos(int hour, int minute = 0) => new(Day, new TimeOnly(hour, minute), TimeSpan.FromHours(1));

    public async ValueTask InitializeAsync()
    {
        _shop = await Shop.OpenAsync(silo);
        (await Admin.PatchAsync($"/api/stores/{Shop.StoreId}", """{"capacity": 20}""")).Expect(200);
        OtherSensor = await Shop.AddSensorAsync();
        India = await Admin.CreateStoreAsync("Pune", "Asia/Kolkata");
        var indian = (await Admin.CreateSensorAsync(India)).GetProperty("id").GetGuid();
        (await Shop.PostAsync(
            "people_counting", Reading.People(Shop.SensorId, Lagos(10), 10, 2), Reading.People(Shop.SensorId, Lagos(10, 5), 2),
            Reading.People(OtherSensor, Lagos(10, 30), 3, 1), Reading.People(Shop.SensorId, Lagos(12), 5, 8, seconds: 3600),
            Reading.People(indian, new DateTimeOffset(Day, new TimeOnly(9, 15), TimeSpan.FromHours(5.5)), 4))).Expect(201);
        (await Shop.PostAsync(
            "regional_counting", $$"""
            {"sensor_id": "{{Shop.SensorId}}", "timestamp": "{{Reading.Iso(Lagos(12))}}", "end_time": "{{Reading.Iso(Lagos(12, 30))}}", "region1_count": 6, "region3_count": 2}
            """)).Expect(201);
        await Soon.UntilAsync(
            () => HourlyAsync(""),
            hourly => hourly.GetProperty("summary").GetProperty("total_entries").GetInt32() == 24
                && hourly.GetProperty("data").EnumerateArray().Any(row => row.GetProperty("region_visits").ValueKind == JsonValueKind.Object), RolledUp);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The day's hours.</summary>
    public async Task<JsonElement> HourlyAsync(string query) =>
        (await Admin.GetAsync($"/api/analytics?type=hourly&start_date={Date}&end_date={Date}{query}")).Expect(200).Json;
}
