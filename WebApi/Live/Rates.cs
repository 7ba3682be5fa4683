namespace RetailOrleans.WebApi.Live;

/// <summary>Rates of totals; never a mean of rates.</summary>
internal static class Rates
{
    /// <summary>100 × entries / passers-by, 2 decimals; null without passers-by.</summary>
    public static double? Capture(long entries, long passing) => passing == 0 ? null : Math.Round(100.0 * entries / passing, 2);
}
