using System.Text.Json.Nodes;

namespace RetailOrleans.WebApi.Status;

/// <summary>The sensors that the token may see, from live state.</summary>
public sealed record StatusResponse(StatusSummary Summary, IReadOnlyList<SensorStatusResponse> Sensors);

/// <summary>Totals over the sensors of the answer.</summary>
/// <param name="TotalSensors">All of them.</param>
/// <param name="ActiveSensors">Not switched off.</param>
/// <param name="HealthySensors">In time.</param>
/// <param name="WarningSensors">Late or answering with errors.</param>
/// <param name="ErrorSensors">Not heard of for long.</param>
/// <param name="TotalAlerts">Open alerts.</param>
/// <param name="CurrentHourTraffic">Entries and exits of the current local hours.</param>
public sealed record StatusSummary(
    int TotalSensors, int ActiveSensors, int HealthySensors, int WarningSensors, int ErrorSensors, int TotalAlerts, long CurrentHourTraffic);

/// <summary>One sensor.</summary>
public sealed record SensorStatusResponse(
    StatusSensor Sensor, StatusLatestData LatestData, StatusHour CurrentHourStats, IReadOnlyList<StatusAlert> ActiveAlerts);

/// <summary>An alert of the sensor that is raised and not over.</summary>
public sealed record StatusAlert(Guid Id, string Severity, string Title, DateTimeOffset TriggeredAt);

/// <summary>Who it is and how it is. <c>clock_offset_seconds</c> is its clock minus ours, as far as it tells; beyond two minutes the notice <c>clock_off</c> is there.</summary>
public sealed record StatusSensor(
    Guid Id, string Name, string Type, StatusStore Store, bool IsActive, DateTimeOffset? LastSeenAt, double? MinutesSinceLastSeen, string Health, string? LastError,
    double? ClockOffsetSeconds, IReadOnlyList<string> Notices);

/// <summary>Its store.</summary>
public sealed record StatusStore(Guid Id, string Name);

/// <summary>The newest committed readings of any day; null where there are none.</summary>
/// <param name="PeopleCounting">Line crossings.</param>
/// <param name="RegionalCounting"><c>timestamp, region1_count …, total_regional_count</c>.</param>
public sealed record StatusLatestData(StatusPeople? PeopleCounting, JsonObject? RegionalCounting);

/// <summary>Newest line crossings, over the lines that count as doors.</summary>
public sealed record StatusPeople(DateTimeOffset Timestamp, long TotalIn, long TotalOut, long NetFlow);

/// <summary>The current local hour so far.</summary>
public sealed record StatusHour(long TotalEntries, long TotalExits, long NetFlow, double AvgOccupancy);
