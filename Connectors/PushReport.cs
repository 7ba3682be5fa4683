using System.Collections.Immutable;

namespace RetailOrleans.Connectors;

/// <summary>What a device's message told.</summary>
/// <param name="People">Line counts of closed intervals.</param>
/// <param name="Regions">Region counts.</param>
/// <param name="Alarm">Its alarms.</param>
/// <param name="Ignored">What it told and is not stored, with why, e.g. counters that would count people twice.</param>
/// <param name="Problem">Why the message can't be used, in plain words; nothing of it is used then. Null when it can.</param>
public sealed record PushReport(
    ImmutableArray<PeopleObservation> People, ImmutableArray<RegionObservation> Regions, AlarmObservation? Alarm, ImmutableArray<string> Ignored, string? Problem)
{
    /// <summary>Its times are of the device's own wall clock: read it again with the zone.</summary>
    public bool NeedsZone { get; init; }

    /// <summary>A message that can't be used.</summary>
    public static PushReport Refused(string problem) => new([], [], null, [], problem);
}
