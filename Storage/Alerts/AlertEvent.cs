namespace RetailOrleans.Storage.Alerts;

/// <summary>One step of an alert's life.</summary>
/// <param name="At">When.</param>
/// <param name="Event">pending, raised, escalated, acknowledged, commented or resolved.</param>
/// <param name="Actor">Who; null = the rule itself.</param>
/// <param name="Detail">What more there is to say; null = nothing.</param>
public sealed record AlertEvent(DateTimeOffset At, string Event, string? Actor, string? Detail);
