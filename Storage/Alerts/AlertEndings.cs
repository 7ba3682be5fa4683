using System.Collections.Immutable;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Alerts;

/// <summary>Alerts that end because what they are about, or who looks, is gone.</summary>
internal static class AlertEndings
{
    /// <summary>Ends what a rule has open; what is pending was never told and goes without a trace.</summary>
    public static Task OfRuleAsync(RegistryTransaction transaction, AlertRule rule, string reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        EndAsync(transaction, "rule_id", rule.Id, alert => AlertSteps.ChannelsOf(rule, alert.EscalatedAt is not null), reason, now, cancellationToken);

    /// <summary>Ends what is open about a store that is deleted. Who deleted it knows; nobody is notified.</summary>
    public static Task OfStoreAsync(RegistryTransaction transaction, Guid storeId, CancellationToken cancellationToken) =>
        EndAsync(transaction, "store_id", storeId, _ => [], "The store was deleted.", null, cancellationToken);

    private static async Task EndAsync(
        RegistryTransaction transaction, string column, Guid id, Func<Alert, ImmutableArray<Guid>> channels, string reason, DateTimeOffset? now,
        CancellationToken cancellationToken)
    {
        await transaction.ExecuteAsync($"delete from alerts where {column} = $1 and status = 'pending'", [id], cancellationToken);
        await using var command = transaction.Command(
            $"""
             update alerts set status = 'resolved', resolved_at = coalesce($2, now()), version = version + 1, changed_at = now()
             where {column} = $1 and status <> 'resolved'
             returning {AlertRows.Columns}
             """,
            id, Sql.Instant(now));
        foreach (var alert in await command.ListAsync(AlertRows.Read, cancellationToken))
        {
            await AlertSteps.NoteAsync(transaction, alert, new AlertEvent(alert.ResolvedAt!.Value, "resolved", null, reason), channels(alert), null, cancellationToken);
        }
    }
}
