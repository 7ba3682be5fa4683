namespace RetailOrleans.WebApi.Analytics;

/// <summary>Where visitors of a weekday are going: the least-squares line through its totals of the last 28 days, the day itself included.</summary>
/// <param name="SlopePerWeek">Visitors more from one week to the next.</param>
/// <param name="PValue">How likely a slope as steep as this is without any trend, two-sided; four days rarely say much.</param>
/// <param name="Direction">rising, falling, or none where the p-value is not below 0.05.</param>
public sealed record TrendResponse(double SlopePerWeek, double PValue, string Direction)
{
    /// <summary>So many days of one weekday lie in 28 days.</summary>
    internal const int Weeks = 4;

    private const int LeastWeeks = 3;
    private const double Significant = 0.05;

    /// <summary>Of totals from the oldest week to the newest.</summary>
    /// <param name="totals">One per week; null where nothing was counted.</param>
    /// <returns>Null with fewer than three of them.</returns>
    internal static TrendResponse? Of(IReadOnlyList<long?> totals)
    {
        var points = totals.Select((total, week) => (X: (double)week, Y: (double?)total)).Where(point => point.Y is not null).Select(point => (point.X, Y: point.Y!.Value)).ToArray();
        if (points.Length < LeastWeeks)
        {
            return null;
        }

        var (meanX, meanY) = (points.Average(point => point.X), points.Average(point => point.Y));
        var spread = points.Sum(point => (point.X - meanX) * (point.X - meanX));
        var slope = points.Sum(point => (point.X - meanX) * (point.Y - meanY)) / spread;
        var residual = points.Sum(point => Math.Pow(point.Y - meanY - (slope * (point.X - meanX)), 2));
        var freedom = points.Length - 2;
        var p = slope == 0 ? 1 : TwoSided(Math.Abs(slope) / Math.Sqrt(residual / freedom / spread), freedom);
        return new TrendResponse(
            Math.Round(slope, 2), Math.Round(p, 4), p >= Significant ? "none" : slope > 0 ? "rising" : "falling");
    }

    // Student's distribution has closed forms for one and two degrees of freedom, which is all that three or four weeks leave.
    private static double TwoSided(double t, int freedom) =>
        double.IsInfinity(t) ? 0 : freedom == 1 ? 1 - (2 / Math.PI * Math.Atan(t)) : 1 - (t / Math.Sqrt((t * t) + 2));
}
