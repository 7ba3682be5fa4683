using System.Text.Json;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Analytics;

public sealed class DailyTests(SeededDays seeded) : IClassFixture<SeededDays>
{
    private string Store => $"&store_id={seeded.First}";

    [Fact]
    public async Task A_day_has_every_metric_by_its_definition()
    {
        var row = (await seeded.DailyAsync(Store)).GetProperty("data").EnumerateArray().Single();

        Assert.Equal((seeded.First, SeededDays.Date(), SeededDays.Date()), (row.GetProperty("store_id").GetGuid(), row.GetProperty("date").GetString(), row.GetProperty("period").GetString()));
        Expect(row, ("total_entries", 24), ("total_exits", 2), ("net_flow", 22), ("total_passing_traffic", 48), ("capture_rate", 50));
        Expect(row, ("peak_occupancy", 22), ("peak_hour", 10), ("business_hours_entries", 20), ("after_hours_entries", 4), ("drift", 0));
        Expect(row, ("store_conversion_rate", 0.25), ("transactions", 6), ("revenue", 150.5), ("avg_transaction_value", 25.08), ("sales_per_visitor", 6.27));
        Expect(row, ("vs_yesterday_change", 1), ("vs_last_week_change", -0.5), ("vs_last_year_change", 3));
        Assert.Equal(JsonValueKind.Null, row.GetProperty("vs_last_month_change").ValueKind);
        Assert.Equal("EUR", row.GetProperty("currency").GetString());

        // Two of eight open hours were counted; the hour before was not within them.
        Expect(row, ("data_completeness", 0.25));
        Assert.Equal(Reading.Iso(SeededDays.At(11).AddMinutes(55)), row.GetProperty("peak_at").GetString());
    }

    [Fact]
    public async Task Days_without_data_have_rows_of_nulls_and_the_summary_is_of_the_days_that_were_counted()
    {
        var daily = (await seeded.Admin.GetAsync($"/api/analytics?type=daily&start_date={SeededDays.Date(-2)}&end_date={SeededDays.Date()}{Store}")).Expect(200).Json;

        var rows = daily.GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal([SeededDays.Date(-2), SeededDays.Date(-1), SeededDays.Date()], rows.Select(row => row.GetProperty("date").GetString()));
        Assert.All(
            rows[0].EnumerateObject().Where(property => property.Name is not ("store_id" or "date" or "period")), property => Assert.Equal(JsonValueKind.Null, property.Value.ValueKind));
        var summary = daily.GetProperty("summary");
        Expect(summary, ("total_visitors", 36), ("avg_daily_visitors", 18), ("avg_conversion_rate", 0.25));
        Assert.Equal(SeededDays.Date(), summary.GetProperty("peak_day").GetString());
    }

    [Theory]
    [InlineData("", "Total Visitors:y", "Peak Occupancy:y1")]
    [InlineData("&metric=conversion", "Total Visitors:y", "Peak Occupancy:y1", "Conversion Rate (%):y2")]
    [InlineData("&metric=capture", "Total Visitors:y", "Peak Occupancy:y1", "Capture Rate (%):y2")]
    [InlineData("&compare=previous", "Total Visitors:y", "Peak Occupancy:y1", "Total Visitors (previous):y", "Peak Occupancy (previous):y1")]
    public async Task The_chart_has_axes_and_a_point_per_label(string query, params string[] datasets)
    {
        var chart = (await seeded.DailyAsync(Store + query)).GetProperty("chartData");

        Assert.Equal([SeededDays.Date()], chart.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        Assert.Equal(datasets, chart.GetProperty("datasets").EnumerateArray().Select(set => $"{set.GetProperty("label").GetString()}:{set.GetProperty("yAxisID").GetString()}"));
        Assert.All(chart.GetProperty("datasets").EnumerateArray(), set => Assert.Equal(1, set.GetProperty("data").GetArrayLength()));
        Assert.Equal(24, chart.GetProperty("datasets")[0].GetProperty("data")[0].GetInt32());
    }

    [Fact]
    public async Task Compared_with_the_year_before_weekdays_lie_beside_their_like()
    {
        var compared = (await seeded.DailyAsync($"{Store}&compare=last_year")).GetProperty("compared");

        Expect(compared, ("total_visitors_change", 3));
        Expect(compared.GetProperty("summary"), ("total_visitors", 6));
        Assert.Equal("Alpha", compared.GetProperty("like_for_like").GetProperty("left_out")[0].GetProperty("store_name").GetString());
    }

    [Fact]
    public async Task Weeks_and_months_sum_their_days()
    {
        var week = (await seeded.Admin.GetAsync(
            $"/api/analytics?type=daily&granularity=total&start_date={SeededDays.Date(-7)}&end_date={SeededDays.Date()}{Store}")).Expect(200).Json.GetProperty("data");
        Expect(week.EnumerateArray().Single(), ("total_entries", 84), ("transactions", 6), ("store_conversion_rate", 0.25));

        var retail = (await seeded.DailyAsync($"{Store}&granularity=week&calendar=454")).GetProperty("data").EnumerateArray().Single();
        Assert.Matches(@"^FY\d{4}-W\d{2}$", retail.GetProperty("period").GetString());
        Expect(retail, ("total_entries", 24));
    }

    [Fact]
    public async Task Days_of_all_stores_are_sums_and_a_limited_token_sees_the_sum_of_its_own()
    {
        // Sums are made of days, a moment after them.
        var all = await Soon.UntilAsync(
            async () => (await seeded.DailyAsync("&group_by=organization")).GetProperty("data").EnumerateArray().SingleOrDefault(),
            row => row.ValueKind == JsonValueKind.Object && row.GetProperty("stores").GetInt32() == 2 && row.GetProperty("transactions").ValueKind == JsonValueKind.Number,
            SeededAnalytics.RolledUp);
        Expect(all, ("stores", 2), ("total_entries", 54), ("business_hours_entries", 50), ("total_passing_traffic", 48), ("transactions", 6), ("conversion_rate", 0.25));
        Assert.Equal(150.5, all.GetProperty("revenue").GetProperty("EUR").GetDouble());

        var limited = await seeded.Admin.WithTokenAsync($$"""{"name": "Beta", "role": "viewer", "store_ids": ["{{seeded.Second}}"]}""");
        var own = (await limited.GetAsync($"/api/analytics?type=daily&group_by=organization&start_date={SeededDays.Date()}&end_date={SeededDays.Date()}"))
            .Expect(200).Json.GetProperty("data").EnumerateArray().Single();
        Expect(own, ("stores", 1), ("total_entries", 30));
        Assert.Equal(JsonValueKind.Null, own.GetProperty("transactions").ValueKind);
    }

    [Theory]
    [InlineData("total")]
    [InlineData("month")]
    [InlineData("week")]
    [InlineData("week&calendar=454")]
    public async Task A_comparison_of_sums_says_what_its_days_say(string granularity)
    {
        var range = $"&start_date={SeededDays.Date(-370)}&end_date={SeededDays.Date()}";
        var days = (await seeded.Admin.GetAsync($"/api/analytics?type=comparison&stores=all&compare=last_year{range}")).Expect(200).Json;

        // Sums are made of days, a moment after them.
        var sums = await Soon.UntilAsync(
            async () => (await seeded.Admin.GetAsync($"/api/analytics?type=comparison&stores=all&compare=last_year&granularity={granularity}{range}")).Expect(200).Json,
            sums => sums.GetProperty("comparison").GetRawText() == days.GetProperty("comparison").GetRawText(), SeededAnalytics.RolledUp);
        Assert.Equal(
            days.GetProperty("stores").EnumerateArray().Select(store => store.GetProperty("summary").GetRawText()),
            sums.GetProperty("stores").EnumerateArray().Select(store => store.GetProperty("summary").GetRawText()));

        // Row by row the same as days that were added up in the silo.
        var daily = (await seeded.Admin.GetAsync($"/api/analytics?type=daily&granularity={granularity}{range}{Store}")).Expect(200).Json.GetProperty("data");
        var own = sums.GetProperty("stores").EnumerateArray().Single(store => store.GetProperty("store_id").GetGuid() == seeded.First).GetProperty("data");
        Assert.Equal(daily.GetArrayLength(), own.GetArrayLength());
        foreach (var (one, other) in daily.EnumerateArray().Zip(own.EnumerateArray()))
        {
            // Lines are not kept in sums.
            Assert.Equal(
                one.EnumerateObject().Where(value => value.Name is not "line_distribution").Select(value => $"{value.Name} {value.Value.GetRawText()}"),
                other.EnumerateObject().Where(value => value.Name is not "line_distribution").Select(value => $"{value.Name} {value.Value.GetRawText()}"));
        }
    }

    [Fact]
    public async Task Stores_are_ranked_and_those_with_holes_are_named()
    {
        var comparison = (await CompareAsync($"{seeded.Second},{seeded.First}")).Expect(200).Json;

        var stores = comparison.GetProperty("stores").EnumerateArray().ToArray();
        Assert.Equal(["Beta", "Alpha"], stores.Select(store => store.GetProperty("store_name").GetString()));
        Expect(stores[0].GetProperty("summary"), ("total_visitors", 30), ("avg_daily_visitors", 30), ("data_completeness", 0.1667));
        Expect(stores[1].GetProperty("summary"), ("total_visitors", 24), ("avg_conversion_rate", 0.25), ("revenue", 150.5));
        Expect(stores[1].GetProperty("data")[0], ("total_entries", 24));
        var summary = comparison.GetProperty("comparison");
        Assert.Equal(seeded.Second, summary.GetProperty("best_performing_store").GetProperty("store_id").GetGuid());
        Assert.Equal(seeded.First, summary.GetProperty("highest_conversion_store").GetProperty("store_id").GetGuid());
        Assert.Equal(["1 Beta 30", "2 Alpha 24"], summary.GetProperty("ranking").EnumerateArray().Select(store =>
            $"{store.GetProperty("rank")} {store.GetProperty("store_name").GetString()} {store.GetProperty("total_visitors")}"));
        Assert.Equal(2, summary.GetProperty("like_for_like").GetProperty("left_out").GetArrayLength());
        Assert.Equal(["Beta", "Alpha"], comparison.GetProperty("chartData").GetProperty("datasets").EnumerateArray().Select(set => set.GetProperty("label").GetString()));

        Assert.Equal(2, (await CompareAsync("all")).Expect(200).Json.GetProperty("stores").GetArrayLength());
    }

    [Fact]
    public async Task An_unknown_store_is_named()
    {
        var unknown = Guid.NewGuid();
        Assert.Contains($"{unknown}", (await CompareAsync($"{seeded.First},{unknown}")).Expect(404).Json.GetProperty("detail").GetString()!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type=comparison&start_date=2026-01-20&end_date=2026-01-20", "stores")]
    [InlineData("type=comparison&start_date=2026-01-20&end_date=2026-01-20&stores=a,b", "stores")]
    [InlineData("type=daily&start_date=2026-01-20", "end_date")]
    [InlineData("type=daily&start_date=2026-01-20&end_date=2026-01-19", "end_date")]
    [InlineData("type=daily&start_date=2026-01-20&end_date=2026-01-20&metric=smell", "metric")]
    [InlineData("type=daily&start_date=2026-01-20&end_date=2026-01-20&granularity=hour", "granularity")]
    [InlineData("type=daily&start_date=2026-01-20&end_date=2026-01-20&compare=tomorrow", "compare")]
    [InlineData("type=hourly&start_date=2026-01-20&end_date=2026-01-20&granularity=15m", "granularity")]
    public async Task A_bad_question_is_refused_with_its_field(string query, string field) =>
        (await seeded.Admin.GetAsync($"/api/analytics?{query}")).Expect(400).ErrorOf(field);

    [Fact]
    public async Task Hours_have_other_lengths_where_readings_allow()
    {
        async Task<JsonElement[]> RowsAsync(string query) => [.. (await seeded.Admin.GetAsync(
            $"/api/analytics?start_date={SeededDays.Date()}&end_date={SeededDays.Date()}{query}")).Expect(200).Json.GetProperty("data").EnumerateArray()];

        Expect((await RowsAsync($"{Store}&granularity=day")).Single(), ("total_entries", 24), ("peak_occupancy", 22), ("capture_rate", 50));

        // Hourly readings do not say what a quarter had.
        Assert.Empty(await RowsAsync($"{Store}&granularity=15m"));
        var week = await RowsAsync($"{Store}&group_by=hour_of_week");
        Assert.Equal(168, week.Length);
        Assert.Equal(24, week.Where(row => row.GetProperty("avg_entries").ValueKind == JsonValueKind.Number).Sum(row => row.GetProperty("avg_entries").GetDouble()));
    }

    [Fact]
    public async Task Hours_and_days_are_listed_newest_first_and_paged()
    {
        async Task<JsonElement> ListAsync(string query) => (await seeded.Admin.GetAsync($"/api/sensors/data?{query}{Store}")).Expect(200).Json;

        var hours = await ListAsync("data_type=hourly_analytics&limit=2");
        Assert.Equal([10, 10], hours.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("total_entries").GetInt32()));
        var more = await ListAsync($"data_type=hourly_analytics&limit=2&cursor={hours.GetProperty("pagination").GetProperty("next").GetString()}");
        Assert.Equal([4, 12], more.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("total_entries").GetInt32()));
        var days = await ListAsync("data_type=daily_summary&limit=1");
        Expect(days.GetProperty("data")[0], ("total_entries", 24), ("vs_yesterday_change", 1));
        Expect(days.GetProperty("pagination"), ("total", 4));
    }

    private Task<Fixture.Answer> CompareAsync(string stores) =>
        seeded.Admin.GetAsync($"/api/analytics?type=comparison&stores={stores}&start_date={SeededDays.Date()}&end_date={SeededDays.Date()}");

    private static void Expect(JsonElement row, params (string Name, double Value)[] values) =>
        Assert.All(values, value => Assert.True(
            row.GetProperty(value.Name).ValueKind == JsonValueKind.Number && Math.Abs(row.GetProperty(value.Name).GetDouble() - value.Value) < 1e-9,
            $"{value.Name}: expected {value.Value}, got {row.GetProperty(value.Name)}"));
}
