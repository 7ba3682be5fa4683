namespace RetailOrleans.Storage.Rollups;

/// <summary>What a rolled up hour leaves to those behind it.</summary>
/// <param name="SensorKey"><see cref="HourRow.Store"/> = the store's own row.</param>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC, exclusive.</param>
/// <param name="Carry">Null where the hours behind it cannot be made without those before them.</param>
/// <param name="ExpectedSeconds">Expected to be covered.</param>
public readonly record struct CarriedHour(int SensorKey, DateTimeOffset Start, DateTimeOffset End, HourCarry? Carry, int ExpectedSeconds);
