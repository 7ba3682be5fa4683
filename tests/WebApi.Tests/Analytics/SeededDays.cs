using System.Text.Json;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Analytics;

/// <summary>
/// Some days of two stores in Lagos (UTC+1, no summer time), which open from 10 to 18. The first: 9 h: 4 in; 10 h: 10 in, 2 out; 11 h: 10 in;
/// 48 pass by; 12 came the day before, 48 a week before, 6 on the same weekday 52 weeks before; 6 transactions of 150.50 EUR. The second: 30 in.
/// </summary>
public sealed class SeededDays(SiloFixture silo) : IAsyncLifetime
{
    private const string Hours = """{"monday": [H], "tuesday": [H], "wednesday": [H], "thursday": [H], "friday": [H], "saturday": [H], "sunday": [H]}""";
    private const string Lines = """{"collection": {"mode": "push"}, "lines": {"line1": {"type": "entrance"}, "line2": {"type": "passing"}}}""";

    private TestApi? _admin;

    public TestApi Admin => _admin!;

    public Guid First { get; private set; }

    public Guid Second { get; private set; }

    public Guid Sensor { get; private set; }

    public static DateOnly Day { get; } = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-10);

    public static string Date(int days = 0) => $"{Day.AddDays(days):yyyy-MM-dd}";

    public static DateTimeOffset At(int hour, int days = 0) => new(Day.AddDays(days), new TimeOnly(hour, 0), TimeSpan.FromHours(1));

    public async ValueTask InitializeAsync()
    {
        _admin = await silo.FoundOrganizationAsync();
        var hours = Hours.Replace("H", """{"open": "10:00", "close": "18:00"}""", StringComparison.Ordinal);
        First = await Admin.CreateStoreAsync("Alpha", "Africa/Lagos");
        Second = await Admin.CreateStoreAsync("Beta", "Africa/Lagos");
        foreach (var store in new[] { First, Second })
        {
            (await Admin.PatchAsync($"/api/stores/{store}", $$"""{"operating_hours": {{hours}}}""")).Expect(200);
        }

        Sensor = (await Admin.CreateSensorAsync(First, config: Lines)).GetProperty("id").GetGuid();
        var second = (await Admin.CreateSensorAsync(Second, config: Lines)).GetProperty("id").GetGuid();
        (await Admin.PostAsync("/api/sensors/data", Reading.Data(
            "people_counting", People(Sensor, At(9), 4, 0, 8), People(Sensor, At(10), 10, 2, 40), People(Sensor, At(11), 10, 0, 0), People(Sensor, At(12, -1), 12, 0, 0),
            People(Sensor, At(12, -7), 48, 0, 0), People(Sensor, At(12, -364), 6, 0, 0), People(second, At(12), 30, 0, 0)))).Expect(201);
        (await Admin.PostAsync($"/api/stores/{First}/sales", Sales(At(0), At(0, 1), 6, "150.50"))).Expect(201);
        await Soon.UntilAsync(
            () => DailyAsync($"&store_id={First}"),
            daily => daily.GetProperty("summary").GetProperty("total_visitors").GetInt32() == 24
                && daily.GetProperty("data")[0].GetProperty("transactions").ValueKind == JsonValueKind.Number
                && daily.GetProperty("data")[0].GetProperty("vs_last_year_change").ValueKind == JsonValueKind.Number, SeededAnalytics.RolledUp);
        await Soon.UntilAsync(
            () => DailyAsync($"&store_id={Second}"), daily => daily.GetProperty("summary").GetProperty("total_visitors").GetInt32() == 30, SeededAnalytics.RolledUp);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public async Task<JsonElement> DailyAsync(string query) =>
        (await Admin.GetAsync($"/api/analytics?type=daily&start_date={Date()}&end_date={Date()}{query}")).Expect(200).Json;

    public static string Sales(DateTimeOffset start, DateTimeOffset end, int transactions, string revenue, string currency = "EUR") => $$"""
        {"records": [{"timestamp": "{{Reading.Iso(start)}}", "end_time": "{{Reading.Iso(end)}}", "transactions": {{transactions}}, "revenue": {{revenue}}, "currency": "{{currency}}"}]}
        """;

    private static string People(Guid sensorId, DateTimeOffset start, int entered, int left, int passed) => $$"""
        {"sensor_id": "{{sensorId}}", "timestamp": "{{Reading.Iso(start)}}", "end_time": "{{Reading.Iso(start.AddHours(1))}}", "line1_in": {{entered}}, "line1_out": {{left}}, "line2_in": {{passed}}}
        """;
}
