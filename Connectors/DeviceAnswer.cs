using System.Collections.Immutable;

namespace RetailOrleans.Connectors;

/// <summary>What a device said in one poll. Endpoints are independent: one may be at fault while others gave data.</summary>
/// <param name="People">Line counts, by start.</param>
/// <param name="Regions">Region counts, by start.</param>
/// <param name="Heat">Heat values, by start.</param>
/// <param name="Alarm">Alarm flags, when asked and answered.</param>
/// <param name="Counters">Counters since the device's own reset, when asked and answered.</param>
/// <param name="Faults">What went wrong, at most one per endpoint.</param>
/// <param name="ResponseTime">From the first request to the last byte.</param>
/// <param name="ClockOffset">
/// The device's clock minus ours: by its HTTP Date header to the second, or at least what traffic in hours to come betrays, whichever is
/// farther off; null when neither says anything.
/// </param>
public sealed record DeviceAnswer(
    ImmutableArray<PeopleObservation> People,
    ImmutableArray<RegionObservation> Regions,
    ImmutableArray<HeatObservation> Heat,
    AlarmObservation? Alarm,
    LiveCounters? Counters,
    ImmutableArray<DeviceFault> Faults,
    TimeSpan ResponseTime,
    TimeSpan? ClockOffset)
{
    /// <summary>At least one endpoint gave usable content, be it that there is no data.</summary>
    public required bool Answered { get; init; }

    /// <summary>The endpoints that gave usable content, in the order asked.</summary>
    public ImmutableArray<string> Endpoints { get; init; } = [];

    /// <summary>The picture of where people were, when it was asked for and came.</summary>
    public SpaceHeatObservation? SpaceHeat { get; init; }
}
