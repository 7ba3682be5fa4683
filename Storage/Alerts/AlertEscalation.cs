using System.Collections.Immutable;

namespace RetailOrleans.Storage.Alerts;

/// <summary>What happens when nobody acknowledges an alert.</summary>
/// <param name="After">So long after it was raised.</param>
/// <param name="Severity">It becomes this severe.</param>
/// <param name="Channels">Who is told besides the rule's own channels.</param>
public sealed record AlertEscalation(TimeSpan After, AlertSeverity Severity, ImmutableArray<Guid> Channels);
