namespace RetailOrleans.Storage.Readings;

/// <summary>A bucket's identity within its kind.</summary>
internal readonly record struct RowKey(int SensorKey, DateTime Start, int SubKind)
{
    public static RowKey Of(in ReadingRow row) => new(row.SensorKey, row.Start, row.SubKind);
}
