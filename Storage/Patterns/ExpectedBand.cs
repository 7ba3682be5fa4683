namespace RetailOrleans.Storage.Patterns;

/// <summary>How many entries an hour of the week usually has. A count outside of it is unusual.</summary>
/// <param name="Low">Lowest usual count, not below 0.</param>
/// <param name="Median">The middle of the weeks before.</param>
/// <param name="High">Highest usual count.</param>
/// <param name="Coverage">The part of ordinary hours that lies within, such as 0.99.</param>
/// <param name="Weeks">From how many weeks it was made.</param>
public sealed record ExpectedBand(double Low, double Median, double High, double Coverage, int Weeks)
{
    /// <summary>Whether a count is usual.</summary>
    public bool Contains(long entries) => entries >= Low && entries <= High;
}
