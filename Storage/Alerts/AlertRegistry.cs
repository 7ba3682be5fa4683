using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Npgsql;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.Storage.Alerts;

/// <summary>Alerts for people: look at them, acknowledge, resolve, comment. Every call stays within the given scope.</summary>
public sealed class AlertRegistry(NpgsqlDataSource database, ChangeFeed feed, TimeProvider time)
{
    /// <summary>How many comments an alert can have.</summary>
    public const int MostComments = 100;

    private const string InScope = "organization_id = $1 and ($2::uuid[] is null or store_id = any($2))";

    /// <summary>A part of the alerts that pass the filter, newest first.</summary>
    public async Task<Page<Alert>> ListAsync(TenantScope scope, AlertFilter filter, PageRequest page, CancellationToken cancellationToken = default)
    {
        const string Where =
            $"""
             from alerts
             where {InScope}
               and ($3::text[] is null or status = any($3))
               and ($4 is null or severity = $4)
               and ($5 is null or store_id = $5)
               and ($6 is null or sensor_id = $6)
               and ($7 is null or rule_id = $7)
               and ($8 is null or coalesce(triggered_at, created_at) >= $8)
               and ($9 is null or coalesce(triggered_at, created_at) < $9)
             """;
        object?[] values =
        [
            scope.OrganizationId, Sql.Uuids(scope.StoreIdArray),
            Sql.Typed(filter.Statuses?.Select(status => status.NameOf()).ToArray(), NpgsqlTypes.NpgsqlDbType.Text | NpgsqlTypes.NpgsqlDbType.Array),
            Sql.Text(filter.Severity?.NameOf()), Sql.Uuid(filter.StoreId), Sql.Uuid(filter.SensorId), Sql.Uuid(filter.RuleId), Sql.Instant(filter.From),
            Sql.Instant(filter.To),
        ];
        return await Paging.ReadAsync(
            database, AlertRows.Columns, Where, values, page, AlertRows.Read, alert => new PageCursor(alert.CreatedAt, alert.Id), cancellationToken);
    }

    /// <summary>An alert; null when there is none within the scope.</summary>
    public async Task<Alert?> FindAsync(TenantScope scope, Guid alertId, CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand($"select {AlertRows.Columns} from alerts where {InScope} and id = $3")
            .With(scope.OrganizationId, Sql.Uuids(scope.StoreIdArray), alertId);
        return await command.FindAsync(AlertRows.Read, cancellationToken);
    }

    /// <summary>The steps of an alert's life, oldest first.</summary>
    public async Task<ImmutableArray<AlertEvent>> ListEventsAsync(Alert alert, CancellationToken cancellationToken = default)
    {
        await using var command = database
            .CreateCommand("select at, event, actor, detail from alert_events where organization_id = $1 and alert_id = $2 order by id limit 1000")
            .With(alert.OrganizationId, alert.Id);
        return await command.ListAsync(
            row => new AlertEvent(row.GetFieldValue<DateTimeOffset>(0), row.GetString(1), row.NullableText(2), row.NullableText(3)), cancellationToken);
    }

    /// <summary>Notes that somebody has seen a firing alert. One that is acknowledged already, or over, stays as it is.</summary>
    /// <returns>The alert; null when there is none within the scope.</returns>
    public Task<Alert?> AcknowledgeAsync(TenantScope scope, Guid alertId, string by, string? comment, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            scope, alertId, by, comment, "acknowledged", alert => alert.Status == AlertStatus.Firing,
            "status = 'acknowledged', acknowledged_at = $2, acknowledged_by = $3", cancellationToken);

    /// <summary>Ends an alert. While its condition holds without a break it is not raised again. One that is over stays as it is.</summary>
    /// <returns>The alert; null when there is none within the scope.</returns>
    public Task<Alert?> ResolveAsync(TenantScope scope, Guid alertId, string by, string? comment, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            scope, alertId, by, comment, "resolved", alert => alert.Status != AlertStatus.Resolved,
            "status = 'resolved', resolved_at = $2, resolved_by = $3, is_muted = true", cancellationToken);

    /// <summary>Adds a comment.</summary>
    /// <returns>The alert; null when there is none within the scope.</returns>
    /// <exception cref="ValidationException">It has <see cref="MostComments"/> already.</exception>
    public Task<Alert?> CommentAsync(TenantScope scope, Guid alertId, string by, string text, CancellationToken cancellationToken = default) =>
        ChangeAsync(scope, alertId, by, text, "commented", _ => false, null, cancellationToken);

    private async Task<Alert?> ChangeAsync(
        TenantScope scope, Guid alertId, string by, string? comment, string step, Func<Alert, bool> applies, string? set, CancellationToken cancellationToken)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        await using var find = transaction.Command(
            $"select {AlertRows.Columns} from alerts where {InScope} and id = $3 for update", scope.OrganizationId, Sql.Uuids(scope.StoreIdArray), alertId);
        if (await find.FindAsync(AlertRows.Read, cancellationToken) is not { } alert)
        {
            return null;
        }

        var now = time.GetUtcNow();
        if (comment is not null)
        {
            if (alert.Comments.Length >= MostComments)
            {
                throw ValidationErrors.Of("comment", $"This alert has {MostComments} comments, which is the most. Write on elsewhere.");
            }

            alert = await CommentAsync(transaction, alert, new AlertComment(now, by, comment), cancellationToken);
        }

        if (set is not null && applies(alert))
        {
            alert = (await AlertSteps.UpdateAsync(
                transaction, $"update alerts set {set}, version = version + 1, changed_at = now() where id = $1", [alertId, now, by], cancellationToken))!;
            await AlertSteps.NoteAsync(
                transaction, alert, new AlertEvent(now, step, by, comment), await ChannelsAsync(transaction, alert, cancellationToken), null, cancellationToken);
        }

        await AuditLog.NoteAsync(transaction, scope, step, "alerts", alertId, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return alert;
    }

    private static async Task<Alert> CommentAsync(
        RegistryTransaction transaction, Alert alert, AlertComment comment, CancellationToken cancellationToken)
    {
        var json = new JsonArray(new JsonObject { ["at"] = comment.At.UtcDateTime, ["by"] = comment.By, ["text"] = comment.Text }).ToJsonString();
        var commented = (await AlertSteps.UpdateAsync(
            transaction, "update alerts set comments = comments || $2, version = version + 1, changed_at = now() where id = $1", [alert.Id, Sql.Json(json)],
            cancellationToken))!;
        await AlertSteps.NoteAsync(transaction, commented, new AlertEvent(comment.At, "commented", comment.By, comment.Text), [], null, cancellationToken);
        return commented;
    }

    // Of a pending alert nobody was told, so nobody is told of its end.
    private static async Task<ImmutableArray<Guid>> ChannelsAsync(RegistryTransaction transaction, Alert alert, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command($"select {AlertRuleRows.Columns} from alert_rules where id = $1", alert.RuleId);
        var rule = await command.FindAsync(AlertRuleRows.Read, cancellationToken);
        return rule is null || alert.TriggeredAt is null ? [] : AlertSteps.ChannelsOf(rule, alert.EscalatedAt is not null);
    }
}
