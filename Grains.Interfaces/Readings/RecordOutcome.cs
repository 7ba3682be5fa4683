using System.Collections.Immutable;

namespace RetailOrleans.Grains.Interfaces.Readings;

/// <summary>The committed result of a batch. Refused readings are in no tally; nothing of the rest is in doubt.</summary>
/// <param name="SensorFound">False: no such sensor, nothing stored.</param>
/// <param name="People">Of the line crossings.</param>
/// <param name="Regions">Of the regional counts.</param>
/// <param name="Heat">Of the heat values.</param>
/// <param name="Alarms">Of the alarm flags.</param>
/// <param name="Refusals">The readings that were not stored; in an all-or-nothing batch one refusal means that none was.</param>
[GenerateSerializer, Immutable, Alias("retail.RecordOutcome")]
public sealed record RecordOutcome(
    [property: Id(0)] bool SensorFound,
    [property: Id(1)] RecordTally People,
    [property: Id(2)] RecordTally Regions,
    [property: Id(3)] RecordTally Heat,
    [property: Id(4)] RecordTally Alarms,
    [property: Id(5)] ImmutableArray<ReadingRefusal> Refusals)
{
    /// <summary>The answer for a sensor that does not exist.</summary>
    public static RecordOutcome UnknownSensor { get; } = new(false, default, default, default, default, []);

    /// <summary>The tally of one kind.</summary>
    public RecordTally Of(ReadingKind kind) => kind switch
    {
        ReadingKind.People => People,
        ReadingKind.Regions => Regions,
        ReadingKind.Heat => Heat,
        _ => Alarms,
    };
}
