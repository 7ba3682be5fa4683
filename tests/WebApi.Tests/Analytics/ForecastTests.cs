using System.Globalization;
using System.Text.Json;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Analytics;

public sealed class ForecastTests(SeededWeeks seeded, SiloFixture silo) : IClassFixture<SeededWeeks>
{
    private string Path => $"/api/analytics?type=forecast&store_id={seeded.Store}";

    [Fact]
    public async Task The_open_hours_of_the_next_fourteen_days_are_forecast_with_their_interval()
    {
        var forecast = await ForecastAsync();
        var rows = forecast.GetProperty("data").EnumerateArray().ToArray();
        var madeAt = forecast.GetProperty("summary").GetProperty("made_at").GetDateTimeOffset();

        var expected = from day in Enumerable.Range(0, 15)
                       from hour in Enumerable.Range(SeededWeeks.Opens, SeededWeeks.Closes - SeededWeeks.Opens)
                       let start = SeededWeeks.At(hour, day)
                       where SeededWeeks.Today.AddDays(day) != SeededWeeks.ClosedOn && start >= madeAt && start < madeAt.AddDays(14)
                       select Reading.Iso(start);
        Assert.Equal(expected, rows.Select(row => row.GetProperty("hour_start").GetString()));
        Assert.All(rows, row =>
        {
            var local = row.GetProperty("hour_start").GetDateTimeOffset().ToOffset(TimeSpan.FromHours(1));
            Assert.Equal(local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.GetProperty("date").GetString());
            Assert.InRange(row.GetProperty("total_entries").GetDouble(), 0.9 * SeededWeeks.Entries(local.Hour), 1.1 * SeededWeeks.Entries(local.Hour));
            Assert.InRange(row.GetProperty("total_entries").GetDouble(), row.GetProperty("total_entries_low").GetInt32() - 0.5, row.GetProperty("total_entries_high").GetInt32() + 0.5);
        });
    }

    [Fact]
    public async Task Days_chart_and_summary_are_of_the_rows()
    {
        var forecast = await ForecastAsync();
        var rows = forecast.GetProperty("data").EnumerateArray().ToArray();

        var days = forecast.GetProperty("days").EnumerateArray().ToArray();
        Assert.Equal(rows.Select(row => row.GetProperty("date").GetString()).Distinct(), days.Select(day => day.GetProperty("date").GetString()));
        Assert.All(days, day => Assert.Equal(
            rows.Where(row => row.GetProperty("date").GetString() == day.GetProperty("date").GetString()).Sum(row => row.GetProperty("total_entries").GetDouble()),
            day.GetProperty("total_entries").GetDouble(), tolerance: 1.0));
        var chart = forecast.GetProperty("chartData");
        Assert.Equal(rows.Length, chart.GetProperty("labels").GetArrayLength());
        Assert.Equal(["Entries (forecast)", "Low (80 %)", "High (80 %)"], chart.GetProperty("datasets").EnumerateArray().Select(set => set.GetProperty("label").GetString()));
        Assert.All(chart.GetProperty("datasets").EnumerateArray(), set => Assert.Equal(rows.Length, set.GetProperty("data").GetArrayLength()));
        var summary = forecast.GetProperty("summary");
        Assert.Equal((SeededWeeks.Days, 21, 0.8), (summary.GetProperty("counted_days").GetInt32(), summary.GetProperty("needed_days").GetInt32(), summary.GetProperty("coverage").GetDouble()));
        Assert.True(summary.GetProperty("is_available").GetBoolean());
        Assert.Equal(JsonValueKind.Null, summary.GetProperty("notice").ValueKind);
    }

    [Fact]
    public void Too_little_history_is_told_with_what_is_needed_and_the_answer_follows_a_back_fill()
    {
        var before = seeded.Before!.Expect(200).Json;

        Assert.Empty(before.GetProperty("data").EnumerateArray());
        Assert.Empty(before.GetProperty("chartData").GetProperty("datasets").EnumerateArray());
        Assert.False(before.GetProperty("summary").GetProperty("is_available").GetBoolean());
        Assert.Contains("needs 21 days", before.GetProperty("summary").GetProperty("notice").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_at_once_gets_one_forecast()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ForecastAsync()));

        // A new hour may begin between two of them.
        Assert.InRange(answers.Select(answer => answer.GetProperty("summary").GetProperty("made_at").GetString()).Distinct().Count(), 1, 2);
    }

    [Fact]
    public async Task A_range_cuts_the_forecast()
    {
        var date = SeededWeeks.Today.AddDays(5).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        var day = (await seeded.Admin.GetAsync($"{Path}&start_date={date}&end_date={date}")).Expect(200).Json;

        Assert.Equal(SeededWeeks.Closes - SeededWeeks.Opens, day.GetProperty("data").GetArrayLength());
        Assert.Equal([date], day.GetProperty("days").EnumerateArray().Select(row => row.GetProperty("date").GetString()));
    }

    [Fact]
    public async Task Others_see_nothing_of_it()
    {
        var stranger = await silo.FoundOrganizationAsync();
        var limited = await seeded.Admin.WithTokenAsync($$"""{"name": "limited", "role": "viewer", "store_ids": ["{{seeded.Empty}}"]}""");

        (await stranger.GetAsync(Path)).Expect(404);
        (await limited.GetAsync(Path)).Expect(404);
        (await limited.GetAsync($"/api/analytics?type=forecast&store_id={seeded.Empty}")).Expect(200);
        (await silo.Api(null).GetAsync(Path)).Expect(401);
    }

    [Fact]
    public async Task The_table_has_the_rows_of_the_forecast()
    {
        var rows = (await ForecastAsync()).GetProperty("data").GetArrayLength();
        var lines = await seeded.Admin.TableAsync(silo, Path);

        Assert.Equal("store_id,store_name,date,hour_start,local_start,total_entries,total_entries_low,total_entries_high", lines[0]);
        Assert.InRange(lines.Length - 1, rows - 1, rows);
        Assert.All(lines.Skip(1), line => Assert.StartsWith($"{seeded.Store},Ikeja,", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("type=forecast", "store_id")]
    [InlineData("type=forecast&store_id=S&metric=occupancy", "metric")]
    [InlineData("type=forecast&store_id=S&granularity=day", "granularity")]
    [InlineData("type=forecast&store_id=S&compare=last_week", "compare")]
    [InlineData("type=forecast&store_id=S&impute=true", "impute")]
    [InlineData("type=forecast&store_id=S&start_date=2026-01-20", "end_date")]
    [InlineData("type=forecast&store_id=S&start_date=2026-01-20&end_date=2026-01-21", "end_date")]
    [InlineData("type=forecast&store_id=S&start_date=2190-01-20&end_date=2190-01-21", "start_date")]
    [InlineData("type=anomalies", "start_date")]
    [InlineData("type=anomalies&start_date=2026-01-20&end_date=2026-01-19", "end_date")]
    [InlineData("type=anomalies&start_date=2020-01-01&end_date=2026-01-19", "end_date")]
    [InlineData("type=anomalies&start_date=2026-01-20&end_date=2026-01-20&metric=occupancy", "metric")]
    public async Task A_bad_question_is_refused_with_its_field(string query, string field) =>
        (await seeded.Admin.GetAsync($"/api/analytics?{query.Replace("=S", $"={seeded.Store}", StringComparison.Ordinal)}")).Expect(400).ErrorOf(field);

    private async Task<JsonElement> ForecastAsync() => (await seeded.Admin.GetAsync(Path)).Expect(200).Json;
}
