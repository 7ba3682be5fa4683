using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Alerts;

/// <summary>
/// What rules raise, stored: each step with its event and its notifications in one transaction. Every step may be stored again, and two
/// activations of a store that take the same step leave one alert.
/// </summary>
public sealed class AlertLedger(NpgsqlDataSource database, ChangeFeed feed, IOptions<AlertOptions> options)
{
    /// <summary>
    /// What a store's rules must know to go on: what is open or muted, and what was raised within a window before now or before an open
    /// alert of the same subject; oldest first.
    /// </summary>
    public Task<ImmutableArray<Alert>> LoadAsync(Guid storeId, TimeSpan window, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        LoadAsync("store_id = $1", storeId, window, now, cancellationToken);

    /// <summary>The same of the rules that look at more than one store.</summary>
    public Task<ImmutableArray<Alert>> LoadOfOrganizationAsync(
        Guid organizationId, TimeSpan window, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        LoadAsync("organization_id = $1 and store_id is null", organizationId, window, now, cancellationToken);

    private async Task<ImmutableArray<Alert>> LoadAsync(string those, Guid id, TimeSpan window, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
             select {AlertRows.Columns} from alerts where {those} and (status <> 'resolved' or is_muted)
             union
             select {AlertRows.Columns} from alerts where {those} and triggered_at > $2 - $3
             union
             select {AlertRows.Columns} from alerts earlier
             where {those} and exists (
               select from (select * from alerts where {those}) o
               where o.status in ('firing', 'acknowledged') and o.rule_id = earlier.rule_id and o.subject = earlier.subject
                 and earlier.triggered_at between o.triggered_at - $3 and o.triggered_at)
             order by created_at, id
             """).With(id, now.ToUniversalTime(), window);
        return await command.ListAsync(AlertRows.Read, cancellationToken);
    }

    /// <summary>
    /// Stores steps in their order. Returns for each the alert's identity in the database: another than the given one when there was an
    /// open alert of the rule and subject already, and null when the organization has as many open as may be.
    /// </summary>
    public async Task<ImmutableArray<Guid?>> StoreAsync(IReadOnlyList<AlertChange> changes, CancellationToken cancellationToken = default)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        var ids = ImmutableArray.CreateBuilder<Guid?>(changes.Count);
        var adopted = new Dictionary<Guid, Guid>();
        foreach (var given in changes)
        {
            var change = adopted.TryGetValue(given.AlertId, out var known) ? given with { AlertId = known } : given;
            var id = await StoreAsync(transaction, change, cancellationToken);
            if (id is { } other && other != change.AlertId)
            {
                adopted[given.AlertId] = other;
            }

            ids.Add(id);
        }

        await transaction.CommitAsync(cancellationToken);
        return ids.MoveToImmutable();
    }

    private async Task<Guid?> StoreAsync(RegistryTransaction transaction, AlertChange change, CancellationToken cancellationToken)
    {
        switch (change.Kind)
        {
            case AlertChangeKind.Begin:
                return await BeginAsync(transaction, change, cancellationToken);
            case AlertChangeKind.Raise:
                return await RaiseAsync(transaction, change, cancellationToken);
            case AlertChangeKind.Drop:
                await transaction.ExecuteAsync("delete from alerts where id = $1 and status = 'pending'", [change.AlertId], cancellationToken);
                break;
            case AlertChangeKind.Unmute:
                await transaction.ExecuteAsync("update alerts set is_muted = false where id = $1", [change.AlertId], cancellationToken);
                break;
            case AlertChangeKind.Escalate:
                await NoteAsync(transaction, change, "escalated", await AlertSteps.UpdateAsync(
                    transaction,
                    """
                    update alerts set severity = $2, escalated_at = $3, version = version + 1, changed_at = now()
                    where id = $1 and status = 'firing' and escalated_at is null
                    """,
                    [change.AlertId, change.Rule.Escalation!.Severity.NameOf(), change.At], cancellationToken), cancellationToken);
                break;
            default:
                await NoteAsync(transaction, change, "resolved", await AlertSteps.UpdateAsync(
                    transaction,
                    """
                    update alerts set status = 'resolved', resolved_at = $2, version = version + 1, changed_at = now()
                    where id = $1 and status in ('firing', 'acknowledged')
                    """,
                    [change.AlertId, change.At], cancellationToken), cancellationToken);
                break;
        }

        return change.AlertId;
    }

    private async Task<Guid?> BeginAsync(RegistryTransaction transaction, AlertChange change, CancellationToken cancellationToken)
    {
        if (await InsertAsync(transaction, change, "pending", cancellationToken) is not { } alert)
        {
            return await FindOpenAsync(transaction, change, cancellationToken);
        }

        await AlertSteps.NoteAsync(transaction, alert, new AlertEvent(change.At, "pending", null, null), [], null, cancellationToken);
        return alert.Id;
    }

    private async Task<Guid?> RaiseAsync(RegistryTransaction transaction, AlertChange change, CancellationToken cancellationToken)
    {
        var alert = await AlertSteps.UpdateAsync(
            transaction,
            """
            update alerts set status = 'firing', triggered_at = $2, title = $3, message = $4, value = $5, version = version + 1, changed_at = now()
            where id = $1 and status = 'pending'
            """,
            [change.AlertId, change.At, change.Title, change.Message, Sql.Typed(change.Value, NpgsqlTypes.NpgsqlDbType.Double)], cancellationToken)
            ?? await InsertAsync(transaction, change, "firing", cancellationToken);
        if (alert is null)
        {
            return await FindOpenAsync(transaction, change, cancellationToken);
        }

        await NoteAsync(transaction, change, "raised", alert, cancellationToken);
        return alert.Id;
    }

    private Task<Alert?> InsertAsync(RegistryTransaction transaction, AlertChange change, string status, CancellationToken cancellationToken) =>
        AlertSteps.UpdateAsync(
            transaction,
            """
            insert into alerts (organization_id, id, rule_id, subject, store_id, sensor_id, status, severity, title, message, metric, value, threshold,
              pending_since, triggered_at, created_at)
            select organization_id, $2, id, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16
            from alert_rules where organization_id = $1 and id = $3 and is_active and deleted_at is null
              and (select count(*) from (select from alerts where organization_id = $1 and status <> 'resolved' limit $17) o) < $17
            on conflict do nothing
            """,
            [
                change.Rule.OrganizationId, change.AlertId, change.Rule.Id, change.Subject, Sql.Uuid(change.StoreId), Sql.Uuid(change.SensorId), status,
                change.Rule.Severity.NameOf(), change.Title, change.Message, Sql.Text(change.Rule.Condition.Metric),
                Sql.Typed(change.Value, NpgsqlTypes.NpgsqlDbType.Double), Sql.Typed(change.Rule.Condition.Value, NpgsqlTypes.NpgsqlDbType.Double),
                Sql.Instant(status == "pending" ? change.At : null), Sql.Instant(status == "pending" ? null : change.At), change.At, options.Value.MaxOpen,
            ],
            cancellationToken);

    /// <summary>What stands in the way of a new alert: an open one of the same rule and subject, or null, the organization's limit.</summary>
    private async Task<Guid?> FindOpenAsync(RegistryTransaction transaction, AlertChange change, CancellationToken cancellationToken)
    {
        await using var open = transaction.Command(
            "select id from alerts where rule_id = $1 and store_id is not distinct from $2 and subject = $3 and status <> 'resolved'",
            change.Rule.Id, Sql.Uuid(change.StoreId), change.Subject);
        if (await open.ExecuteScalarAsync(cancellationToken) is Guid id)
        {
            return id;
        }

        await using var count = transaction.Command(
            "select count(*) from (select from alerts where organization_id = $1 and status <> 'resolved' limit $2) o", change.Rule.OrganizationId, options.Value.MaxOpen);
        return (long)(await count.ExecuteScalarAsync(cancellationToken))! < options.Value.MaxOpen ? change.AlertId : null;
    }

    private static async Task NoteAsync(
        RegistryTransaction transaction, AlertChange change, string step, Alert? alert, CancellationToken cancellationToken)
    {
        // Null: the step was taken already, by an earlier attempt of ours, another activation, or by hand.
        if (alert is not null)
        {
            await AlertSteps.NoteAsync(
                transaction, alert, new AlertEvent(change.At, step, null, step == "resolved" ? change.Message : null),
                AlertSteps.ChannelsOf(change.Rule, alert.EscalatedAt is not null), change.QuietUntil, cancellationToken);
        }
    }
}
