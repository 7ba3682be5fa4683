namespace RetailOrleans.Simulator.Traffic;

/// <summary>How busy a store is over its open hours, relative to its busiest ordinary hour.</summary>
internal static class DayCurve
{
    /// <summary>Movements of staff, deliveries and cleaning while the store is closed, an hour.</summary>
    public const double ClosedPerHour = 14;

    // By local hour: a slow morning, a lunch peak at 13, an evening peak at 18.
    private static readonly double[] ByHour =
        [0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.1, 0.15, 0.25, 0.35, 0.5, 0.65, 0.85, 0.9, 0.65, 0.55, 0.65, 0.85, 1, 0.9, 0.65, 0.45, 0.3, 0.15, 0.05];

    private static readonly double[] ByWeekday = [0.9, 0.75, 0.8, 0.85, 0.95, 1.15, 1.45];

    public static double At(DateTime local)
    {
        var (hour, fraction) = (local.Hour, local.TimeOfDay.TotalHours - local.Hour);
        return ByWeekday[(int)local.DayOfWeek] * ((ByHour[hour] * (1 - fraction)) + (ByHour[hour + 1] * fraction));
    }
}
