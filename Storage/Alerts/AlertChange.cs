namespace RetailOrleans.Storage.Alerts;

/// <summary>A step that a rule takes, as it is to be stored.</summary>
/// <param name="Kind">Which.</param>
/// <param name="AlertId">The alert; of Begin and Raise a new one's, should there be none open.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Subject">What of the rule's scope.</param>
/// <param name="StoreId">Its store; null = it is about more than one.</param>
/// <param name="SensorId">Its sensor; null = the store as a whole.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Message">In a sentence.</param>
/// <param name="Value">The number now.</param>
/// <param name="At">When.</param>
/// <param name="QuietUntil">Nobody is notified before; null = at once.</param>
public sealed record AlertChange(
    AlertChangeKind Kind, Guid AlertId, AlertRule Rule, string Subject, Guid? StoreId, Guid? SensorId, string Title, string Message, double? Value,
    DateTimeOffset At, DateTimeOffset? QuietUntil);
