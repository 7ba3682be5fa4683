using System.Collections.Immutable;
using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Alerts;

/// <summary>What belongs to each step of an alert's life, in the step's own transaction: its event, its notifications, the news to all silos.</summary>
internal static class AlertSteps
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>Notes a step. Without channels nobody is notified; with a quiet end not before.</summary>
    public static async Task NoteAsync(
        RegistryTransaction transaction, Alert alert, AlertEvent step, ImmutableArray<Guid> channels, DateTimeOffset? quietUntil, CancellationToken cancellationToken)
    {
        await transaction.ExecuteAsync(
            "insert into alert_events (organization_id, alert_id, at, event, actor, detail) values ($1, $2, $3, $4, $5, $6)",
            [alert.OrganizationId, alert.Id, step.At, step.Event, Sql.Text(step.Actor), Sql.Text(step.Detail)], cancellationToken);
        if (!channels.IsDefaultOrEmpty)
        {
            var due = quietUntil ?? step.At;
            await transaction.ExecuteAsync(
                """
                insert into notifications (organization_id, channel_id, alert_id, event, alert, created_at, next_attempt_at, expires_at)
                select c.organization_id, c.id, $3, $4, $5, $6, $7, $8
                from notification_channels c
                where c.organization_id = $1 and c.id = any($2) and c.is_active and c.deleted_at is null
                """,
                [
                    alert.OrganizationId, channels.ToArray(), alert.Id, step.Event == "raised" ? "alert.raised" : "alert.changed",
                    AlertJson.Write(alert).ToJsonString(), step.At, due, due + Patience,
                ],
                cancellationToken);
        }

        transaction.Notify(step.Event == "raised" ? RegistryChangeKind.AlertRaised : RegistryChangeKind.AlertChanged, alert.OrganizationId, alert.Id);
    }

    /// <summary>The rule's channels, and after an escalation those of the escalation too.</summary>
    public static ImmutableArray<Guid> ChannelsOf(AlertRule rule, bool isEscalated) =>
        isEscalated && rule.Escalation is { } escalation ? [.. rule.Channels.Union(escalation.Channels)] : rule.Channels;

    public static async Task<Alert?> UpdateAsync(RegistryTransaction transaction, string sql, object?[] values, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = transaction.Command($"{sql} returning {AlertRows.Columns}", values);
        return await command.FindAsync(AlertRows.Read, cancellationToken);
    }
}
