namespace RetailOrleans.Storage.Readings;

/// <summary>A bucket that a commit inserted or replaced, so that live state can follow without asking the database.</summary>
/// <param name="Kind">Of the reading.</param>
/// <param name="Old">What was there before; null for a new bucket.</param>
/// <param name="New">What is there now.</param>
public readonly record struct RowChange(Grains.Interfaces.Readings.ReadingKind Kind, ReadingRow? Old, ReadingRow New);
