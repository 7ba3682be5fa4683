using System.Globalization;
using System.Text.Json;
using RetailOrleans.E2E.Fixture;

namespace RetailOrleans.E2E;

/// <summary>A day of pretend cameras that were really polled: whoever tells of it, the numbers are the same, and they are the truth.</summary>
public sealed class DemoDayTests(DashboardFixture fixture) : BrowserTest(fixture)
{
    private static readonly TimeSpan Collected = TimeSpan.FromSeconds(120);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dashboard_table_api_and_truth_agree_to_the_person()
    {
        var organization = await Fixture.FoundAsync();
        await using var simulator = await SimulatorProcess.StartAsync(Fixture.Silo.Url, organization.Token, Fixture.Folder, stores: 2, sensorsPerStore: 2, Cancellation);
        var ids = (await organization.GetAsync("/api/stores")).GetProperty("stores").EnumerateArray()
            .ToDictionary(store => store.GetProperty("code").GetString()!, store => store.GetProperty("id").GetGuid());

        var shown = new List<(Guid Store, string Date, long Entries)>();
        foreach (var today in (await simulator.TruthAsync(null, Cancellation)).GetProperty("stores").EnumerateArray().ToArray())
        {
            // The last day that is over in the store.
            var date = DateOnly.Parse(today.GetProperty("date").GetString()!, CultureInfo.InvariantCulture).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var code = today.GetProperty("code").GetString()!;
            var truth = (await simulator.TruthAsync(date, Cancellation)).GetProperty("stores").EnumerateArray().Single(store => store.GetProperty("code").GetString() == code);
            await AgreeAsync(organization, ids[code], date, truth);
            shown.Add((ids[code], date, truth.GetProperty("total").GetProperty("entries").GetInt64()));
        }

        Assert.Equal(2, shown.Count);
        await OpenAsync();
        await SignInAsync(organization.Token);
        foreach (var (store, date, entries) in shown)
        {
            await Page.GotoAsync($"/stores/{store}?day={date}");
            await Expect(Page.GetByTestId("day-summary")).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"{entries:N0} entries"), new() { Timeout = 30_000 });
        }
    }

    private static async Task AgreeAsync(Organization organization, Guid store, string date, JsonElement truth)
    {
        var range = $"store_id={store}&start_date={date}&end_date={date}";
        var expected = Numbers(truth.GetProperty("total"), "entries", "exits", "passing");

        // The API: the day, when all of it was collected and rolled up.
        var began = TimeProvider.System.GetTimestamp();
        JsonElement day;
        while (true)
        {
            day = (await organization.GetAsync($"/api/analytics?type=daily&{range}")).GetProperty("data").EnumerateArray().SingleOrDefault();
            if (day.ValueKind == JsonValueKind.Object && day.GetProperty("total_entries").ValueKind == JsonValueKind.Number
                && Numbers(day, "total_entries", "total_exits", "total_passing_traffic").SequenceEqual(expected))
            {
                break;
            }

            Assert.True(
                TimeProvider.System.GetElapsedTime(began) < Collected,
                $"{truth.GetProperty("name")} on {date}: the truth is {string.Join('/', expected)} (entries/exits/passing), the API says {day}");
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Cancellation);
        }

        // Its hours, one by one.
        var hours = (await organization.GetAsync($"/api/analytics?{range}")).GetProperty("data").EnumerateArray()
            .ToDictionary(hour => hour.GetProperty("hour_start").GetDateTimeOffset(), hour => hour);
        foreach (var hour in truth.GetProperty("hours").EnumerateArray())
        {
            Assert.Equal(Numbers(hour, "entries", "exits", "passing"), Numbers(hours[hour.GetProperty("hour_start").GetDateTimeOffset()], "total_entries", "total_exits", "total_passing_traffic"));
        }

        // The table that is exported, of the day and of its hours.
        Assert.Equal(expected, await TableAsync(organization, $"/api/analytics?type=daily&{range}"));
        Assert.Equal(expected, await TableAsync(organization, $"/api/analytics?{range}"));
    }

    private static async Task<long[]> TableAsync(Organization organization, string path)
    {
        var lines = (await organization.GetTableAsync(path)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var names = lines[0].Split(',').ToList();
        return [.. new[] { "total_entries", "total_exits", "total_passing_traffic" }.Select(name => lines[1..].Sum(line =>
            line.Split(',')[names.IndexOf(name)] is { Length: > 0 } cell ? long.Parse(cell, CultureInfo.InvariantCulture) : 0))];
    }

    private static long[] Numbers(JsonElement row, params string[] names) => [.. names.Select(name => row.GetProperty(name).GetInt64())];
}
