using Microsoft.Extensions.Options;
using Npgsql;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.Storage.Alerts;

/// <summary>
/// The alert rules of an organization. A caller with some stores sees the rules of those stores and the organization's own, and changes
/// the former alone.
/// </summary>
public sealed class AlertRuleRegistry(NpgsqlDataSource database, ChangeFeed feed, IOptions<AlertOptions> options, TimeProvider time)
{
    private const string Visible =
        """
        organization_id = $1 and deleted_at is null
          and ($2::uuid[] is null or (store_id is null and sensor_id is null) or store_id = any($2)
            or sensor_id in (select s.id from sensors s where s.organization_id = $1 and s.store_id = any($2)))
        """;

    // A rule of every store is beyond a caller who has some.
    private const string Changeable = $"{Visible} and ($2::uuid[] is null or store_id is not null or sensor_id is not null)";

    /// <summary>Makes a rule.</summary>
    /// <exception cref="ValidationException">Its store, sensor or channels are not within the scope.</exception>
    /// <exception cref="RegistryConflictException">The organization has as many as may be.</exception>
    public async Task<AlertRule> CreateAsync(TenantScope scope, AlertRuleDraft draft, CancellationToken cancellationToken = default)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        await CheckAsync(transaction, scope, draft, cancellationToken);
        await AlertLimits.CheckAsync(transaction, scope.OrganizationId, "alert_rules", options.Value.MaxRules, "Alerts:MaxRules", cancellationToken);
        var rule = await WriteAsync(
            transaction,
            $"""
             insert into alert_rules (organization_id, name, store_id, sensor_id, type, condition, severity, schedule, escalation, channels, is_active)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
             returning {AlertRuleRows.Columns}
             """,
            scope.OrganizationId, draft, [], cancellationToken);
        await AuditLog.NoteAsync(transaction, scope, "created", "alert_rules", rule.Id, null, cancellationToken);
        transaction.Notify(RegistryChangeKind.AlertRule, scope.OrganizationId, rule.Id);
        await transaction.CommitAsync(cancellationToken);
        return rule;
    }

    /// <summary>A rule; null when there is none that the scope sees.</summary>
    public async Task<AlertRule?> FindAsync(TenantScope scope, Guid ruleId, CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand($"select {AlertRuleRows.Columns} from alert_rules where {Visible} and id = $3")
            .With(scope.OrganizationId, Sql.Uuids(scope.StoreIdArray), ruleId);
        return await command.FindAsync(AlertRuleRows.Read, cancellationToken);
    }

    /// <summary>A part of the rules that the scope sees, newest first.</summary>
    public async Task<Page<AlertRule>> ListAsync(TenantScope scope, AlertRuleFilter filter, PageRequest page, CancellationToken cancellationToken = default) =>
        await Paging.ReadAsync(
            database, AlertRuleRows.Columns,
            $"from alert_rules where {Visible} and ($3 is null or type = $3) and ($4 is null or store_id = $4) and ($5 is null or is_active = $5)",
            [scope.OrganizationId, Sql.Uuids(scope.StoreIdArray), Sql.Text(filter.Type?.NameOf()), Sql.Uuid(filter.StoreId), Sql.Boolean(filter.IsActive)],
            page, AlertRuleRows.Read, rule => new PageCursor(rule.CreatedAt, rule.Id), cancellationToken);

    /// <summary>Changes a rule: <paramref name="change"/> gets it as it is and gives it as it should be. Switched off, it ends its open alerts.</summary>
    /// <returns>Null when there is no such rule that the scope may change.</returns>
    public async Task<AlertRule?> ChangeAsync(
        TenantScope scope, Guid ruleId, Func<AlertRule, AlertRuleDraft> change, CancellationToken cancellationToken = default)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        if (await LockAsync(transaction, scope, ruleId, cancellationToken) is not { } before)
        {
            return null;
        }

        var was = await AuditLog.LookAsync(transaction, "alert_rules", ruleId, cancellationToken);
        var draft = change(before);
        await CheckAsync(transaction, scope, draft, cancellationToken);
        var rule = await WriteAsync(
            transaction,
            $"""
             update alert_rules
             set name = $2, store_id = $3, sensor_id = $4, type = $5, condition = $6, severity = $7, schedule = $8, escalation = $9, channels = $10,
                 is_active = $11, updated_at = now(), revision = revision + 1
             where organization_id = $1 and id = $12
             returning {AlertRuleRows.Columns}
             """,
            scope.OrganizationId, draft, [ruleId], cancellationToken);
        await AuditLog.NoteAsync(transaction, scope, "changed", "alert_rules", ruleId, was, cancellationToken);
        if (!rule.IsActive || (rule.Type, rule.StoreId, rule.SensorId) != (before.Type, before.StoreId, before.SensorId))
        {
            // What it was about is no longer looked at by it.
            await AlertEndings.OfRuleAsync(transaction, rule, "The rule was changed.", time.GetUtcNow(), cancellationToken);
        }

        transaction.Notify(RegistryChangeKind.AlertRule, scope.OrganizationId, ruleId);
        await transaction.CommitAsync(cancellationToken);
        return rule;
    }

    /// <summary>Deletes a rule and ends its open alerts.</summary>
    /// <returns>The rule as it was; null when there is no such rule that the scope may change.</returns>
    public async Task<AlertRule?> DeleteAsync(TenantScope scope, Guid ruleId, CancellationToken cancellationToken = default)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        if (await LockAsync(transaction, scope, ruleId, cancellationToken) is not { } rule)
        {
            return null;
        }

        await transaction.ExecuteAsync(
            "update alert_rules set deleted_at = now(), updated_at = now(), revision = revision + 1 where organization_id = $1 and id = $2",
            [scope.OrganizationId, ruleId], cancellationToken);
        await AlertEndings.OfRuleAsync(transaction, rule, "The rule was deleted.", time.GetUtcNow(), cancellationToken);
        await AuditLog.NoteAsync(transaction, scope, "deleted", "alert_rules", ruleId, null, cancellationToken);
        transaction.Notify(RegistryChangeKind.AlertRule, scope.OrganizationId, ruleId);
        await transaction.CommitAsync(cancellationToken);
        return rule;
    }

    private static async Task<AlertRule?> LockAsync(RegistryTransaction transaction, TenantScope scope, Guid ruleId, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command(
            $"select {AlertRuleRows.Columns} from alert_rules where {Changeable} and id = $3 for update",
            scope.OrganizationId, Sql.Uuids(scope.StoreIdArray), ruleId);
        return await command.FindAsync(AlertRuleRows.Read, cancellationToken);
    }

    private static async Task CheckAsync(RegistryTransaction transaction, TenantScope scope, AlertRuleDraft draft, CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        if (scope.StoreIds is not null && draft.StoreId is null && draft.SensorId is null)
        {
            errors.Add(
                draft.Type == AlertRuleType.Platform ? "type" : "store_id",
                draft.Type == AlertRuleType.Platform
                    ? "A rule of type platform is the whole organization's, and this token is limited to some stores."
                    : "Required: this token is limited to some stores, so its rules are about one of them.");
        }

        if (draft.StoreId is { } storeId && !await ExistsAsync(
                transaction, "select 1 from stores where organization_id = $1 and id = $2 and deleted_at is null and ($3::uuid[] is null or id = any($3))", scope, storeId, cancellationToken))
        {
            errors.Add("store_id", $"There is no store {storeId}. GET /api/stores lists those there are.");
        }

        if (draft.SensorId is { } sensorId && !await ExistsAsync(
                transaction, "select 1 from sensors where organization_id = $1 and id = $2 and deleted_at is null and ($3::uuid[] is null or store_id = any($3))", scope, sensorId, cancellationToken))
        {
            errors.Add("sensor_id", $"There is no sensor {sensorId}. GET /api/sensors lists those there are.");
        }

        foreach (var channelId in draft.Channels.Concat(draft.Escalation?.Channels ?? []))
        {
            if (!await ExistsAsync(
                transaction, "select 1 from notification_channels where organization_id = $1 and id = $2 and deleted_at is null and ($3::uuid[] is null or organization_id is not null)", scope, channelId, cancellationToken))
            {
                errors.Add("channels", $"There is no notification channel {channelId}. GET /api/notification-channels lists those there are.");
            }
        }

        errors.ThrowIfAny();
    }

    private static async Task<bool> ExistsAsync(
        RegistryTransaction transaction, string sql, TenantScope scope, Guid id, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command(sql, scope.OrganizationId, id, Sql.Uuids(scope.StoreIdArray));
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private static async Task<AlertRule> WriteAsync(
        RegistryTransaction transaction, string sql, Guid organizationId, AlertRuleDraft draft, object?[] more, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command(sql, [
            organizationId, draft.Name, Sql.Uuid(draft.StoreId), Sql.Uuid(draft.SensorId), draft.Type.NameOf(),
            Sql.Json(AlertConditionJson.Write(draft.Condition, stored: true).ToJsonString()), draft.Severity.NameOf(), Sql.Json(AlertRuleJson.Write(draft.Schedule).ToJsonString()),
            Sql.Typed(AlertRuleJson.Write(draft.Escalation)?.ToJsonString(), NpgsqlTypes.NpgsqlDbType.Jsonb), draft.Channels.ToArray(), draft.IsActive, .. more]);
        return (await command.FindAsync(AlertRuleRows.Read, cancellationToken))!;
    }
}
