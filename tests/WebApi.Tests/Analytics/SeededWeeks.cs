using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Analytics;

/// <summary>
/// Six weeks of a store in Lagos (UTC+1, no summer time) that opens from 10 to 18, rolled up: 10 people in the first hour, 15 in the second
/// and so on to 45; yesterday at 12 there were 500. In three days it is closed.
/// </summary>
public sealed class SeededWeeks(SiloFixture silo) : IAsyncLifetime
{
    public const int Days = 42;
    public const int Opens = 10;
    public const int Closes = 18;

    private const string Week = """{"monday": [H], "tuesday": [H], "wednesday": [H], "thursday": [H], "friday": [H], "saturday": [H], "sunday": [H], "exceptions": [{"date": "D", "hours": []}]}""";

    private TestApi? _admin;

    public TestApi Admin => _admin!;

    public Guid Store { get; private set; }

    /// <summary>Without any data.</summary>
    public Guid Empty { get; private set; }

    /// <summary>What was answered before there was data.</summary>
    public Answer? Before { get; private set; }

    public static DateOnly Today { get; } = DateOnly.FromDateTime(Now.ToOffset(TimeSpan.FromHours(1)).Date);

    public static DateOnly ClosedOn => Today.AddDays(3);

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static DateTimeOffset At(int hour, int days) => new(Today.AddDays(days), new TimeOnly(hour, 0), TimeSpan.FromHours(1));

    /// <summary>Who comes in an ordinary hour.</summary>
    public static int Entries(int hour) => 10 + (5 * (hour - Opens));

    public async ValueTask InitializeAsync()
    {
        _admin = await silo.FoundOrganizationAsync();
        Store = await Admin.CreateStoreAsync("Ikeja", "Africa/Lagos");
        Empty = await Admin.CreateStoreAsync("New", "Africa/Lagos");
        var hours = Week.Replace("H", $$"""{"open": "{{Opens}}:00", "close": "{{Closes}}:00"}""", StringComparison.Ordinal)
            .Replace("D", $"{ClosedOn:yyyy-MM-dd}", StringComparison.Ordinal);
        (await Admin.PatchAsync($"/api/stores/{Store}", $$"""{"operating_hours": {{hours}}}""")).Expect(200);
        var sensor = (await Admin.CreateSensorAsync(Store)).GetProperty("id").GetGuid();
        Before = await Admin.GetAsync($"/api/analytics?type=forecast&store_id={Store}");
        (await Admin.PostAsync("/api/sensors/data", Reading.Data("people_counting", [..
            from day in Enumerable.Range(1, Days)
            from hour in Enumerable.Range(Opens, Closes - Opens)
            select Reading.People(sensor, At(hour, -day), day == 1 && hour == 12 ? 500 : Entries(hour), seconds: 3600)]))).Expect(201);
        var expected = (Days * Enumerable.Range(Opens, Closes - Opens).Sum(Entries)) - Entries(12) + 500;
        await Soon.UntilAsync(
            async () => (await Admin.GetAsync(
                $"/api/analytics?type=hourly&store_id={Store}&start_date={Today.AddDays(-Days):yyyy-MM-dd}&end_date={Today:yyyy-MM-dd}&granularity=total")).Expect(200).Json,
            hourly => hourly.GetProperty("summary").GetProperty("total_entries").GetInt32() == expected, SeededAnalytics.RolledUp);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
