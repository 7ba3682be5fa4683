using System.Globalization;
using System.Text.Json;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Analytics;

public sealed class AnomalyTests(SeededWeeks seeded, SiloFixture silo) : IClassFixture<SeededWeeks>
{
    private static string Yesterday => SeededWeeks.Today.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task The_hour_that_is_unlike_its_hour_of_the_week_is_named_with_what_was_expected()
    {
        var anomalies = await AnomaliesAsync($"&store_id={seeded.Store}");
        var row = anomalies.GetProperty("data").EnumerateArray().Single();

        Assert.Equal((seeded.Store, "Ikeja", "high"), (row.GetProperty("store_id").GetGuid(), row.GetProperty("store_name").GetString(), row.GetProperty("deviation").GetString()));
        Assert.Equal((Reading.Iso(SeededWeeks.At(12, -1)), $"{Yesterday} 12:00"), (row.GetProperty("hour_start").GetString(), row.GetProperty("local_start").GetString()));
        Assert.Equal((500, SeededWeeks.Entries(12)), (row.GetProperty("total_entries").GetInt32(), row.GetProperty("expected_entries").GetInt32()));
        Assert.InRange(row.GetProperty("expected_low").GetDouble(), 0, 20);
        Assert.InRange(row.GetProperty("expected_high").GetDouble(), 20, 60);
        Assert.InRange(row.GetProperty("weeks").GetInt32(), 4, 6);
        var summary = anomalies.GetProperty("summary");
        Assert.Equal((8, 1, 0.99), (summary.GetProperty("hours_judged").GetInt32(), summary.GetProperty("hours_outside").GetInt32(), summary.GetProperty("coverage").GetDouble()));
    }

    [Fact]
    public async Task The_chart_of_a_store_has_the_band()
    {
        var chart = (await AnomaliesAsync($"&store_id={seeded.Store}")).GetProperty("chartData");

        Assert.Equal(8, chart.GetProperty("labels").GetArrayLength());
        Assert.Equal(["Entries", "Expected", "Low (99 %)", "High (99 %)", "Unusual"], chart.GetProperty("datasets").EnumerateArray().Select(set => set.GetProperty("label").GetString()));
        Assert.Equal(
            [null, null, 500.0, null, null, null, null, null],
            chart.GetProperty("datasets")[4].GetProperty("data").EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? (double?)null : value.GetDouble()));
    }

    [Fact]
    public async Task All_stores_are_looked_through_and_counted_by_date()
    {
        var anomalies = await AnomaliesAsync("");

        Assert.Equal(1, anomalies.GetProperty("data").GetArrayLength());
        Assert.Equal([Yesterday], anomalies.GetProperty("chartData").GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        Assert.Equal(1, anomalies.GetProperty("chartData").GetProperty("datasets")[0].GetProperty("data")[0].GetInt32());
    }

    [Fact]
    public async Task Without_history_nothing_is_unusual()
    {
        var anomalies = await AnomaliesAsync($"&store_id={seeded.Empty}");

        Assert.Empty(anomalies.GetProperty("data").EnumerateArray());
        Assert.Equal(0, anomalies.GetProperty("summary").GetProperty("hours_judged").GetInt32());

        // Of the first four weeks nobody knows what is usual.
        var first = SeededWeeks.Today.AddDays(-SeededWeeks.Days);
        var early = (await seeded.Admin.GetAsync($"/api/analytics?type=anomalies&store_id={seeded.Store}&start_date={first:yyyy-MM-dd}&end_date={first.AddDays(20):yyyy-MM-dd}")).Expect(200).Json;
        Assert.Equal(0, early.GetProperty("summary").GetProperty("hours_judged").GetInt32());
    }

    [Fact]
    public async Task The_table_has_the_unusual_hours_and_others_see_none()
    {
        var path = $"/api/analytics?type=anomalies&start_date={Yesterday}&end_date={Yesterday}";
        var lines = await seeded.Admin.TableAsync(silo, path);

        Assert.Equal(2, lines.Length);
        Assert.StartsWith($"{seeded.Store},Ikeja,{Reading.Iso(SeededWeeks.At(12, -1))},{Yesterday} 12:00,500,20,", lines[1], StringComparison.Ordinal);
        var stranger = await silo.FoundOrganizationAsync();
        (await stranger.GetAsync($"{path}&store_id={seeded.Store}")).Expect(404);
        Assert.Empty((await stranger.GetAsync(path)).Expect(200).Json.GetProperty("data").EnumerateArray());
    }

    private async Task<JsonElement> AnomaliesAsync(string query) =>
        (await seeded.Admin.GetAsync($"/api/analytics?type=anomalies&start_date={Yesterday}&end_date={Yesterday}{query}")).Expect(200).Json;
}
