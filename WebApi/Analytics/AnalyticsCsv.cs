using System.Globalization;
using Microsoft.AspNetCore.Http;
using RetailOrleans.WebApi.Csv;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>Answers as CSV: the rows of the JSON with the same names, and the store's name and local time beside.</summary>
internal static class AnalyticsCsv
{
    private static readonly string[] HourColumns =
    [
        "store_id", "store_name", "sensor_id", "hour_start", "local_start", "total_entries", "total_exits", "net_flow", "total_passing_traffic", "capture_rate",
        "avg_occupancy", "peak_occupancy", "peak_at", "utilization", "line_distribution", "region_avg_occupancy", "region_max_occupancy", "region_visits",
        "region_share", "avg_heat_value", "max_heat_value", "avg_dwell_minutes", "data_completeness", "drift", "imputed_share",
        "on_time", "delayed", "device_offline", "refused", "lost", "counted_entries", "counted_exits", "counted_passing_traffic",
    ];

    private static readonly string[] DayColumns =
    [
        "store_id", "store_name", "date", "period", "total_entries", "total_exits", "net_flow", "total_passing_traffic", "capture_rate", "avg_occupancy",
        "peak_occupancy", "peak_at", "peak_hour", "business_hours_entries", "after_hours_entries", "line_distribution", "avg_dwell_minutes",
        "store_conversion_rate", "transactions", "revenue", "currency", "avg_transaction_value", "sales_per_visitor", "vs_yesterday_change",
        "vs_last_week_change", "vs_last_month_change", "vs_last_year_change", "data_completeness", "drift",
        "counted_entries", "counted_exits", "counted_passing_traffic", "trend_slope_per_week", "trend_p_value", "trend",
    ];

    private static readonly string[] OrganizationColumns =
    [
        "date", "stores", "total_entries", "total_exits", "net_flow", "total_passing_traffic", "capture_rate", "business_hours_entries", "after_hours_entries",
        "conversion_rate", "transactions", "revenue", "data_completeness",
    ];

    private static readonly string[] WeekColumns = ["weekday", "hour", "weeks", "avg_entries", "avg_exits", "avg_occupancy", "peak_occupancy"];

    public static async Task WriteAsync(HttpResponse response, bool bom, IAsyncEnumerable<HourlySeries> series, CancellationToken cancellationToken)
    {
        await using var csv = CsvStream.Begin(response, "hourly", bom, HourColumns);
        await foreach (var one in series)
        {
            foreach (var (row, period) in one.Responses.Zip(one.Periods))
            {
                await csv.RowAsync(
                    [
                        row.StoreId, one.Clock.Store.Name, row.SensorId, row.HourStart, Local(period.LocalStart), row.TotalEntries, row.TotalExits, row.NetFlow,
                        row.TotalPassingTraffic, row.CaptureRate, row.AvgOccupancy, row.PeakOccupancy, row.PeakAt, row.Utilization, Map(row.LineDistribution),
                        Map(row.RegionAvgOccupancy), Map(row.RegionMaxOccupancy), Map(row.RegionVisits), Map(row.RegionShare), row.AvgHeatValue, row.MaxHeatValue,
                        row.AvgDwellMinutes, row.DataCompleteness, row.Drift, row.ImputedShare,
                        row.DataQuality?.OnTime, row.DataQuality?.Delayed, row.DataQuality?.DeviceOffline, row.DataQuality?.Refused, row.DataQuality?.Lost,
                        row.Counted?.TotalEntries, row.Counted?.TotalExits, row.Counted?.TotalPassingTraffic,
                    ],
                    cancellationToken);
            }
        }

        await csv.EndAsync(cancellationToken);
    }

    public static async Task WriteAsync(HttpResponse response, bool bom, IReadOnlyList<DailySeries> series, CancellationToken cancellationToken)
    {
        await using var csv = CsvStream.Begin(response, "daily", bom, DayColumns);
        foreach (var one in series)
        {
            foreach (var row in one.Responses)
            {
                await csv.RowAsync(
                    [
                        row.StoreId, one.Clock.Store.Name, row.Date, row.Period, row.TotalEntries, row.TotalExits, row.NetFlow, row.TotalPassingTraffic,
                        row.CaptureRate, row.AvgOccupancy, row.PeakOccupancy, row.PeakAt, row.PeakHour, row.BusinessHoursEntries, row.AfterHoursEntries,
                        Map(row.LineDistribution), row.AvgDwellMinutes, row.StoreConversionRate, row.Transactions, row.Revenue, row.Currency,
                        row.AvgTransactionValue, row.SalesPerVisitor, row.VsYesterdayChange, row.VsLastWeekChange, row.VsLastMonthChange, row.VsLastYearChange,
                        row.DataCompleteness, row.Drift, row.Counted?.TotalEntries, row.Counted?.TotalExits, row.Counted?.TotalPassingTraffic,
                        row.Trend?.SlopePerWeek, row.Trend?.PValue, row.Trend?.Direction,
                    ],
                    cancellationToken);
            }
        }

        await csv.EndAsync(cancellationToken);
    }

    public static async Task WriteAsync(HttpResponse response, bool bom, HourOfWeekResponse week, CancellationToken cancellationToken)
    {
        await using var csv = CsvStream.Begin(response, "hour_of_week", bom, WeekColumns);
        foreach (var row in week.Data)
        {
            await csv.RowAsync([row.Weekday, row.Hour, row.Weeks, row.AvgEntries, row.AvgExits, row.AvgOccupancy, row.PeakOccupancy], cancellationToken);
        }

        await csv.EndAsync(cancellationToken);
    }

    public static async Task WriteAsync(HttpResponse response, bool bom, OrganizationAnalyticsResponse days, CancellationToken cancellationToken)
    {
        await using var csv = CsvStream.Begin(response, "organization", bom, OrganizationColumns);
        foreach (var row in days.Data)
        {
            await csv.RowAsync(
                [
                    row.Date, row.Stores, row.TotalEntries, row.TotalExits, row.NetFlow, row.TotalPassingTraffic, row.CaptureRate, row.BusinessHoursEntries,
                    row.AfterHoursEntries, row.ConversionRate, row.Transactions, Map(row.Revenue), row.DataCompleteness,
                ],
                cancellationToken);
        }

        await csv.EndAsync(cancellationToken);
    }

    private static string Local(DateTime local) => local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>One cell for values by key: <c>line1=0.75;line2=0.25</c>.</summary>
    private static string? Map<T>(IReadOnlyDictionary<string, T>? map) where T : IFormattable =>
        map is null ? null : string.Join(';', map.Select(entry => $"{entry.Key}={entry.Value.ToString(null, CultureInfo.InvariantCulture)}"));
}
