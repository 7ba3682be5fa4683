namespace RetailOrleans.Calendar;

/// <summary>
/// One hour of a store's clock, half open. Usually 60 minutes; shorter where the clock is moved by less than an hour, or where the
/// business day starts within the hour. The repeated autumn hour is two of these with different instants.
/// </summary>
/// <param name="Start">UTC, inclusive. In zones with a half-hour offset it is at :30.</param>
/// <param name="End">UTC, exclusive; the next hour's start.</param>
/// <param name="LocalStart">What the store's clock shows at the start; kind Unspecified.</param>
public readonly record struct LocalHour(DateTimeOffset Start, DateTimeOffset End, DateTime LocalStart)
{
    /// <summary>Whether the instant lies in [Start, End).</summary>
    public bool Contains(DateTimeOffset instant) => instant >= Start && instant < End;
}
