namespace RetailOrleans.Grains.Interfaces.Readings;

/// <summary>A device's alarm flags at one instant.</summary>
/// <param name="At">UTC.</param>
/// <param name="CounterStatus">0 = none, 1 = raised, or the device's bit mask (1 in, 2 out, 4 capacity, 8 sum).</param>
/// <param name="RegionInAlarms">Bit n−1 is set while region n's entrance alarm is raised.</param>
/// <param name="RegionOutAlarms">Bit n−1 is set while region n's exit alarm is raised.</param>
[GenerateSerializer, Immutable, Alias("retail.AlarmReading")]
public sealed record AlarmReading(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] int CounterStatus,
    [property: Id(2)] int RegionInAlarms,
    [property: Id(3)] int RegionOutAlarms);
