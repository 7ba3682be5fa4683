namespace RetailOrleans.WebApi.Analytics;

/// <summary>What one row of days is about.</summary>
/// <param name="First">Its first business day.</param>
/// <param name="Last">Its last, inclusive.</param>
/// <param name="Name">A date, a week, a month or Total.</param>
/// <param name="Total">What its days add up to.</param>
internal sealed record DayPeriod(DateOnly First, DateOnly Last, string Name, DayTotals Total);
