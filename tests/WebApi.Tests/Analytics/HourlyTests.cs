using System.Text.Json;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Analytics;

public sealed class HourlyTests(SeededAnalytics seeded) : IClassFixture<SeededAnalytics>
{
    private string Store => $"&store_id={seeded.Shop.StoreId}";

    [Fact]
    public async Task A_day_has_a_row_for_every_hour_with_nulls_where_nothing_was_counted()
    {
        var rows = RowsOf(await seeded.HourlyAsync(Store));

        Assert.Equal(Enumerable.Range(0, 24).Select(hour => Reading.Iso(SeededAnalytics.Lagos(hour))), rows.Select(row => row.GetProperty("hour_start").GetString()));
        Assert.Equal(
            ["avg_dwell_minutes", "avg_heat_value", "avg_occupancy", "capture_rate", "counted", "data_completeness", "data_quality", "drift", "hour_start", "imputed_share", "line_distribution",
                "max_heat_value", "net_flow", "peak_at", "peak_occupancy", "region_avg_occupancy", "region_max_occupancy", "region_share", "region_visits", "sensor_id",
                "store_id", "total_entries", "total_exits", "total_passing_traffic", "utilization"],
            rows[0].EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.Equal(seeded.Shop.StoreId, row.GetProperty("store_id").GetGuid()));
        Assert.All(rows, row => Assert.Equal(JsonValueKind.Null, row.GetProperty("sensor_id").ValueKind));
        Assert.Equal((15, 3, 12), FlowOf(rows[10]));
        Assert.Equal((5, 8, -3), FlowOf(rows[12]));
        Assert.Equal(12, rows[10].GetProperty("peak_occupancy").GetInt32());
        Assert.InRange(rows[10].GetProperty("avg_occupancy").GetDouble(), 8, 12);
        Assert.Equal(rows[10].GetProperty("avg_occupancy").GetDouble() / 20, rows[10].GetProperty("utilization").GetDouble(), 3);
        Assert.Equal(1, rows[10].GetProperty("line_distribution").GetProperty("line1").GetDouble());
        Assert.Equal(6, rows[12].GetProperty("region_visits").GetProperty("region1").GetInt32());
        Assert.InRange(rows[10].GetProperty("data_completeness").GetDouble(), 0.01, 0.99);
        // What was posted came ten days late.
        Assert.Equal(rows[10].GetProperty("data_completeness").GetDouble(), rows[10].GetProperty("data_quality").GetProperty("delayed").GetDouble());
        Assert.Equal(1 - rows[10].GetProperty("data_completeness").GetDouble(), rows[10].GetProperty("data_quality").GetProperty("lost").GetDouble(), 4);
        foreach (var row in rows.Where((_, hour) => hour is not 10 and not 12))
        {
            Assert.All(
                row.EnumerateObject().Where(property => property.Name is not ("store_id" or "sensor_id" or "hour_start")),
                property => Assert.Equal(JsonValueKind.Null, property.Value.ValueKind));
        }
    }

    [Fact]
    public async Task The_summary_is_the_sum_of_what_was_posted()
    {
        var hourly = await seeded.HourlyAsync(Store);
        var summary = hourly.GetProperty("summary");

        Assert.Equal(["avg_occupancy", "peak_occupancy", "total_entries", "total_exits"], summary.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal((20, 11), (summary.GetProperty("total_entries").GetInt32(), summary.GetProperty("total_exits").GetInt32()));
        Assert.Equal(12, summary.GetProperty("peak_occupancy").GetInt32());
        Assert.Equal(
            RowsOf(hourly).Select(row => row.GetProperty("avg_occupancy")).Where(value => value.ValueKind == JsonValueKind.Number).Average(value => value.GetDouble()),
            summary.GetProperty("avg_occupancy").GetDouble(), 2);
    }

    [Theory]
    [InlineData("", "Entries", "Exits")]
    [InlineData("&metric=traffic", "Entries", "Exits")]
    [InlineData("&metric=occupancy", "Average Occupancy")]
    [InlineData("&metric=regional", "Region 1", "Region 3")]
    public async Task Every_dataset_has_as_many_points_as_there_are_labels(string metric, params string[] labels)
    {
        var chart = (await seeded.HourlyAsync(Store + metric)).GetProperty("chartData");

        var datasets = chart.GetProperty("datasets").EnumerateArray().ToArray();
        Assert.Equal(24, chart.GetProperty("labels").GetArrayLength());
        Assert.Equal($"{SeededAnalytics.Date} 10:00", chart.GetProperty("labels")[10].GetString());
        Assert.Superset(labels.ToHashSet(), datasets.Select(dataset => dataset.GetProperty("label").GetString()!).ToHashSet());
        foreach (var dataset in datasets)
        {
            var points = dataset.GetProperty("data").EnumerateArray().Select(point => point.ValueKind == JsonValueKind.Null ? (double?)null : point.GetDouble()).ToArray();
            Assert.Equal(24, points.Length);
            Assert.Null(points[9]);
            Assert.Null(points[11]);
            Assert.NotNull(points[12]);
            Assert.StartsWith("#", dataset.GetProperty("borderColor").GetString(), StringComparison.Ordinal);
            Assert.StartsWith("#", dataset.GetProperty("backgroundColor").GetString(), StringComparison.Ordinal);
        }

        if (labels[0] == "Entries")
        {
            Assert.Equal(15, datasets[0].GetProperty("data")[10].GetInt32());
            Assert.Equal(8, datasets[1].GetProperty("data")[12].GetInt32());
        }
    }

    [Fact]
    public async Task Group_by_sensor_and_sensor_id_give_the_rows_of_sensors()
    {
        var bySensor = RowsOf(await seeded.HourlyAsync($"{Store}&group_by=sensor"));
        var one = await seeded.HourlyAsync($"&sensor_id={seeded.OtherSensor}");

        Assert.Equal(48, bySensor.Length);
        Assert.Equal((12, 2, 10), FlowOf(bySensor.Single(row => IsOf(row, seeded.Shop.SensorId, 10))));
        Assert.Equal((3, 1, 2), FlowOf(bySensor.Single(row => IsOf(row, seeded.OtherSensor, 10))));
        Assert.Equal(JsonValueKind.Null, bySensor.Single(row => IsOf(row, seeded.OtherSensor, 12)).GetProperty("total_entries").ValueKind);
        Assert.Equal(24, RowsOf(one).Length);
        Assert.All(RowsOf(one), row => Assert.Equal(seeded.OtherSensor, row.GetProperty("sensor_id").GetGuid()));
        Assert.Equal(3, one.GetProperty("summary").GetProperty("total_entries").GetInt32());
    }

    [Fact]
    public async Task Without_a_store_every_store_has_its_rows_and_the_chart_sums_them()
    {
        var all = await seeded.HourlyAsync("");

        Assert.Equal(48, RowsOf(all).Length);
        Assert.Equal((24, 11), (all.GetProperty("summary").GetProperty("total_entries").GetInt32(), all.GetProperty("summary").GetProperty("total_exits").GetInt32()));
        var labels = all.GetProperty("chartData").GetProperty("labels").GetArrayLength();
        Assert.All(all.GetProperty("chartData").GetProperty("datasets").EnumerateArray(), dataset => Assert.Equal(labels, dataset.GetProperty("data").GetArrayLength()));
    }

    [Fact]
    public async Task Hours_of_a_half_hour_zone_start_at_half_past_UTC()
    {
        var rows = RowsOf(await seeded.HourlyAsync($"&store_id={seeded.India}"));

        Assert.Equal(24, rows.Length);
        Assert.All(rows, row => Assert.EndsWith(":30:00Z", row.GetProperty("hour_start").GetString(), StringComparison.Ordinal));
        Assert.Equal(Reading.Iso(new DateTimeOffset(SeededAnalytics.Day, default, TimeSpan.FromHours(5.5))), rows[0].GetProperty("hour_start").GetString());
        Assert.Equal((4, 0, 4), FlowOf(rows[9]));
    }

    [Fact]
    public async Task Instants_are_a_half_open_range()
    {
        var (from, to) = (Reading.Iso(SeededAnalytics.Lagos(10)), Reading.Iso(SeededAnalytics.Lagos(12)));

        var hourly = (await seeded.Admin.GetAsync($"/api/analytics?start_date={from}&end_date={to}{Store}")).Expect(200).Json;

        Assert.Equal(2, RowsOf(hourly).Length);
        Assert.Equal(15, hourly.GetProperty("summary").GetProperty("total_entries").GetInt32());
    }

    [Theory]
    [InlineData("2026-01-20T00:00:00Z", "2026-01-20T00:00:00Z")]
    [InlineData("2020-01-01", "2020-01-02")]
    public async Task An_empty_range_has_empty_arrays_and_zeros_and_no_peak(string start, string end)
    {
        var hourly = (await seeded.Admin.GetAsync($"/api/analytics?start_date={start}&end_date={end}{Store}")).Expect(200).Json;

        Assert.Empty(RowsOf(hourly));
        Assert.Empty(hourly.GetProperty("chartData").GetProperty("labels").EnumerateArray());
        Assert.Empty(hourly.GetProperty("chartData").GetProperty("datasets").EnumerateArray());
        var summary = hourly.GetProperty("summary");
        Assert.Equal(0, summary.GetProperty("total_entries").GetInt32());
        Assert.Equal(0, summary.GetProperty("total_exits").GetInt32());
        Assert.Equal(0, summary.GetProperty("avg_occupancy").GetDouble());
        Assert.Equal(JsonValueKind.Null, summary.GetProperty("peak_occupancy").ValueKind);
    }

    [Theory]
    [InlineData("", "start_date")]
    [InlineData("start_date=2026-01-20", "end_date")]
    [InlineData("start_date=2026-01-20&end_date=2026-01-19", "end_date")]
    [InlineData("start_date=2026-01-20T10:00:00Z&end_date=2026-01-20T09:00:00Z", "end_date")]
    [InlineData("start_date=2022-01-01&end_date=2025-01-02", "end_date")]
    [InlineData("start_date=2026-01-20T10:00:00&end_date=2026-01-21", "start_date")]
    [InlineData("start_date=2026-02-30&end_date=2026-03-01", "start_date")]
    [InlineData("start_date=0001-01-01&end_date=9999-12-31", "start_date")]
    [InlineData("start_date=2026-01-20&end_date=2026-01-20&type=weekly", "type")]
    [InlineData("start_date=2026-01-20&end_date=2026-01-20&metric=smell", "metric")]
    [InlineData("start_date=2026-01-20&end_date=2026-01-20&group_by=colour", "group_by")]
    [InlineData("start_date=2026-01-20&end_date=2026-01-20&store_id=x", "store_id")]
    public async Task A_bad_question_is_refused_with_its_field(string query, string field) =>
        (await seeded.Admin.GetAsync($"/api/analytics?{query}")).Expect(400).ErrorOf(field);

    private static JsonElement[] RowsOf(JsonElement hourly) => [.. hourly.GetProperty("data").EnumerateArray()];

    private static (int Entries, int Exits, int Net) FlowOf(JsonElement row) =>
        (row.GetProperty("total_entries").GetInt32(), row.GetProperty("total_exits").GetInt32(), row.GetProperty("net_flow").GetInt32());

    private static bool IsOf(JsonElement row, Guid sensorId, int hour) =>
        row.GetProperty("sensor_id").GetGuid() == sensorId && row.GetProperty("hour_start").GetString() == Reading.Iso(SeededAnalytics.Lagos(hour));
}
