using System.Collections.Immutable;

namespace RetailOrleans.Storage.Rollups;

/// <summary>What one local hour of a store, or of one of its sensors, adds up to.</summary>
/// <param name="SensorKey">0 = the store's own row.</param>
/// <param name="HourStart">UTC.</param>
/// <param name="HourEnd">UTC, exclusive.</param>
/// <param name="Entries">Persons.</param>
/// <param name="Exits">Persons.</param>
/// <param name="Passing">Persons.</param>
/// <param name="Lines">In + out per counted line, by its key.</param>
/// <param name="AvgOccupancy">Time-weighted mean of the occupancy, people.</param>
/// <param name="PeakOccupancy">People.</param>
/// <param name="PeakAt">The slot that had the peak; null when nobody was there.</param>
/// <param name="Drift">People that the floor at zero absorbed.</param>
/// <param name="RegionAverages">Mean people present, by region key.</param>
/// <param name="RegionMaxima">Most people present, by region key.</param>
/// <param name="RegionVisits">Visits, by region key.</param>
/// <param name="HeatAverage">Mean heat value; null without any.</param>
/// <param name="HeatMaximum">Highest heat value; null without any.</param>
/// <param name="CoveredSeconds">Covered by readings, inside operating hours, summed over sensors.</param>
/// <param name="ExpectedSeconds">Expected to be covered, summed over sensors.</param>
public sealed record HourRow(
    int SensorKey,
    DateTimeOffset HourStart,
    DateTimeOffset HourEnd,
    long Entries,
    long Exits,
    long Passing,
    ImmutableSortedDictionary<string, long> Lines,
    double AvgOccupancy,
    int PeakOccupancy,
    DateTimeOffset? PeakAt,
    double Drift,
    ImmutableSortedDictionary<string, double> RegionAverages,
    ImmutableSortedDictionary<string, int> RegionMaxima,
    ImmutableSortedDictionary<string, long> RegionVisits,
    double? HeatAverage,
    double? HeatMaximum,
    int CoveredSeconds,
    int ExpectedSeconds)
{
    /// <summary>The sensor key of a store's own rows.</summary>
    public const int Store = 0;

    /// <summary>What devices counted; null where no line has a factor, and entries, exits and passing are that.</summary>
    public RawCounts? Counted { get; init; }

    /// <summary>Of the covered seconds, those whose readings came late.</summary>
    public int DelayedSeconds { get; init; }

    /// <summary>What the hours behind this one begin with; null where they cannot be made without those before them.</summary>
    public HourCarry? Carry { get; init; }

    /// <summary>What devices counted, calibrated or not.</summary>
    public RawCounts Raw => Counted ?? new RawCounts(Entries, Exits, Passing);

    /// <summary>A row of nothing, to be filled.</summary>
    public static HourRow Empty(int sensorKey, DateTimeOffset start, DateTimeOffset end) => new(
        sensorKey, start, end, 0, 0, 0, ImmutableSortedDictionary<string, long>.Empty, 0, 0, null, 0, ImmutableSortedDictionary<string, double>.Empty,
        ImmutableSortedDictionary<string, int>.Empty, ImmutableSortedDictionary<string, long>.Empty, null, null, 0, 0);
}
