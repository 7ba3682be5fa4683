namespace RetailOrleans.Connectors;

/// <summary>The device's own alarms at an instant.</summary>
/// <param name="At">UTC, when it was read.</param>
/// <param name="CounterStatus">0 none; else a bit mask of exceeded thresholds: 1 in, 2 out, 4 capacity, 8 sum.</param>
/// <param name="RegionInMask">Bit n − 1 is region n's entrance alarm; a device that does not tell regions apart sets bit 0.</param>
/// <param name="RegionOutMask">Bit n − 1 is region n's exit alarm; a device that does not tell regions apart sets bit 0.</param>
public sealed record AlarmObservation(DateTimeOffset At, int CounterStatus, int RegionInMask, int RegionOutMask);
