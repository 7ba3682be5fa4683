using System.Collections.Immutable;

namespace RetailOrleans.Simulator.Control;

/// <summary>What really happened, to compare with what the system says. Serialized in snake_case; instants are UTC.</summary>
internal sealed record Truth(DateTimeOffset At, long Seed, ImmutableArray<StoreTruth> Stores);

/// <summary>One local day of a store: totals up to now and of the hours that are over, and the people who are in it.</summary>
internal sealed record StoreTruth(
    string Code,
    string Name,
    string Timezone,
    DateOnly Date,
    Movement Total,
    Movement TotalComplete,
    int Occupancy,
    ImmutableArray<HourTruth> Hours,
    ImmutableArray<CameraTruth> Cameras);

/// <summary>Entries and exits over doors; over corridor lines in and out together.</summary>
internal sealed record Movement(int Entries, int Exits, int Passing);

/// <summary>One hour; complete when it is over.</summary>
internal sealed record HourTruth(DateTimeOffset HourStart, bool Complete, int Entries, int Exits, int Passing);

internal sealed record CameraTruth(string SensorName, string SensorIp, ImmutableArray<LineTruth> Lines);

/// <summary>A line as its camera counts it: with invert, the camera says in where people go out.</summary>
internal sealed record LineTruth(int Line, string Type, bool Invert, ImmutableArray<LineHourTruth> Hours);

internal sealed record LineHourTruth(DateTimeOffset HourStart, bool Complete, int In, int Out);
