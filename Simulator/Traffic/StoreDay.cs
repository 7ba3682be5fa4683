using System.Collections.Frozen;
using RetailOrleans.Calendar;

namespace RetailOrleans.Simulator.Traffic;

/// <summary>Everything that happens in a store on one of its days, from midnight to midnight, known before it happens. Immutable.</summary>
/// <param name="Day">The day.</param>
/// <param name="In">People who came in over a line, by camera and line number; in the true direction.</param>
/// <param name="Out">People who went out over it.</param>
/// <param name="Regions">Visits to regions, by camera and region number.</param>
/// <param name="Arrivals">All who came in.</param>
/// <param name="Departures">All who went out; as many as came in.</param>
internal sealed record StoreDay(
    BusinessDay Day,
    FrozenDictionary<(int Camera, int Line), Moments> In,
    FrozenDictionary<(int Camera, int Line), Moments> Out,
    FrozenDictionary<(int Camera, int Region), Moments> Regions,
    Moments Arrivals,
    Moments Departures)
{
    /// <summary>People in the store.</summary>
    public int Occupancy(DateTimeOffset at) => Arrivals.Count(Day.Start, at) - Departures.Count(Day.Start, at);

    /// <summary>Seconds that people spent in the store in [from, to), all together.</summary>
    public double PersonSeconds(DateTimeOffset from, DateTimeOffset to) =>
        // An empty store's two sums differ by their rounding, either way.
        to <= from ? 0 : Math.Max(0, Math.Round(Presence(to) - Presence(from)));

    private double Presence(DateTimeOffset until) => Arrivals.SecondsSince(until) - Departures.SecondsSince(until);
}
