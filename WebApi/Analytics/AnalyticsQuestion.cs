using RetailOrleans.Calendar;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>A query that was understood.</summary>
/// <param name="Type">hourly, daily, comparison, forecast or anomalies.</param>
/// <param name="Range">Of which time.</param>
/// <param name="Metric">What the chart shows.</param>
/// <param name="Granularity">Length of a row.</param>
/// <param name="Calendar">Whose weeks and months.</param>
/// <param name="Compare">Beside which other time; null = none.</param>
/// <param name="GroupBy">sensor, hour_of_week, or null.</param>
/// <param name="Stores">Which to compare; null = all.</param>
/// <param name="Impute">Whether hours without data are filled from the weeks before.</param>
internal sealed record AnalyticsQuestion(
    string Type, AnalyticsRange Range, string Metric, string Granularity, PeriodCalendar Calendar, string? Compare, string? GroupBy,
    IReadOnlyList<Guid>? Stores, bool Impute)
{
    public PeriodLength Length => Granularity switch
    {
        "week" => PeriodLength.Week,
        "month" => PeriodLength.Month,
        _ => PeriodLength.Day,
    };
}
