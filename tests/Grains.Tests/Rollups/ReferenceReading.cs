namespace RetailOrleans.Grains.Tests.Rollups;

/// <summary>A reading as it is in the end: what the slow reference counts.</summary>
/// <param name="Start">UTC.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="ObservedSeconds">From the start to when these numbers first came.</param>
/// <param name="Counts">Line 1 in, line 1 out, line 2 in, …</param>
public sealed record ReferenceReading(DateTimeOffset Start, int Seconds, int ObservedSeconds, int[] Counts)
{
    public DateTimeOffset End => Start.AddSeconds(Seconds);

    public DateTimeOffset ObservedUntil => Start.AddSeconds(Math.Clamp(ObservedSeconds, 0, Seconds));

    // Line 1 is an entrance, line 2 is passed by, line 3 is an exit mounted the wrong way round, line 4 is ignored.
    public int Entries => Counts[0] + Counts[5];

    public int Exits => Counts[1] + Counts[4];

    public int Passing => Counts[2] + Counts[3];
}
