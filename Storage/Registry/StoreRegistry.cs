using System.Text.Json.Nodes;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Storage.Registry;

/// <summary>The stores of an organization: create, find, list, change, delete. Every call stays within the given scope.</summary>
public sealed class StoreRegistry(NpgsqlDataSource database, ChangeFeed feed, TimeProvider time)
{
    private const string InScope = "organization_id = $1 and ($2::uuid[] is null or id = any($2)) and deleted_at is null";

    /// <summary>Registers a store.</summary>
    /// <exception cref="RegistryConflictException">The code is taken.</exception>
    public Task<StoreSettings> CreateAsync(Guid organizationId, StoreDraft draft, CancellationToken cancellationToken = default) =>
        CreateAsync(new TenantScope(organizationId), draft, cancellationToken);

    /// <summary>Registers a store in the scope's organization.</summary>
    /// <exception cref="RegistryConflictException">The code is taken.</exception>
    public async Task<StoreSettings> CreateAsync(TenantScope scope, StoreDraft draft, CancellationToken cancellationToken = default)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        var store = await WriteAsync(
            transaction,
            $"""
             insert into stores (organization_id, name, code, region, time_zone, capacity, operating_hours, day_start, is_active)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             returning {StoreRows.Columns}
             """,
            scope.OrganizationId, draft, [], cancellationToken);
        await AuditLog.NoteAsync(transaction, scope, "created", "stores", store.StoreId, null, cancellationToken);
        transaction.Notify(RegistryChangeKind.Store, scope.OrganizationId, store.StoreId);
        await transaction.CommitAsync(cancellationToken);
        return store;
    }

    /// <summary>A store; null when there is none within the scope.</summary>
    public async Task<StoreSettings?> FindAsync(TenantScope scope, Guid storeId, CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand(
            $"select {StoreRows.Columns} from stores where {InScope} and id = $3").With(scope.OrganizationId, Sql.Uuids(scope.StoreIdArray), storeId);
        return await command.FindAsync(StoreRows.Read, cancellationToken);
    }

    /// <summary>A part of the stores that pass the filter, newest first.</summary>
    public async Task<Page<StoreSettings>> ListAsync(
        TenantScope scope, StoreFilter filter, PageRequest page, CancellationToken cancellationToken = default)
    {
        const string Where =
            $"""
             from stores
             where {InScope}
               and ($3 is null or region = $3)
               and ($4 is null or is_active = $4)
               and ($5 is null or name ilike $5 or code ilike $5)
             """;
        object?[] values =
        [
            scope.OrganizationId, Sql.Uuids(scope.StoreIdArray), Sql.Text(filter.Region), Sql.Boolean(filter.IsActive),
            Sql.Text(Sql.Containing(filter.Search)),
        ];
        return await Paging.ReadAsync(
            database, StoreRows.Columns, Where, values, page, StoreRows.Read, store => new PageCursor(store.CreatedAt, store.StoreId), cancellationToken);
    }

    /// <summary>Changes a store; zone, day start, hours and capacity apply since the beginning.</summary>
    public Task<StoreSettings?> ChangeAsync(
        TenantScope scope, Guid storeId, Func<StoreSettings, StoreDraft> change, CancellationToken cancellationToken = default) =>
        ChangeAsync(scope, storeId, change, null, cancellationToken);

    /// <summary>
    /// Changes a store in one transaction: <paramref name="change"/> gets it as it is and gives it as it should be. Another zone, day start,
    /// operating hours or capacity apply since the beginning, or from the business day of <paramref name="effectiveFrom"/>, which must not be
    /// in the future.
    /// </summary>
    /// <returns>Null when there is no such store within the scope.</returns>
    /// <exception cref="RegistryConflictException">The code is taken, or the change would leave a day without time.</exception>
    public async Task<StoreSettings?> ChangeAsync(
        TenantScope scope, Guid storeId, Func<StoreSettings, StoreDraft> change, DateTimeOffset? effectiveFrom, CancellationToken cancellationToken = default)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        if (await LockAsync(transaction, scope, storeId, cancellationToken) is not { } before)
        {
            return null;
        }

        var was = await AuditLog.LookAsync(transaction, "stores", storeId, cancellationToken);
        var draft = change(before);
        DateOnly? first = effectiveFrom is { } from ? StoreVersions.FirstDay(before, draft, from) : null;
        var after = await WriteAsync(
            transaction,
            $"""
             update stores
             set name = $2, code = $3, region = $4, time_zone = $5, capacity = $6, operating_hours = $7, day_start = $8, is_active = $9,
                 updated_at = now(), revision = revision + 1
             where organization_id = $1 and id = $10
             returning {StoreRows.Columns}
             """,
            scope.OrganizationId, draft, [storeId], cancellationToken);
        await RecomputeAsync(transaction, before, after, first, cancellationToken);
        await AuditLog.NoteAsync(transaction, scope, "changed", "stores", storeId, was, cancellationToken);
        transaction.Notify(RegistryChangeKind.Store, after.OrganizationId, storeId);
        await transaction.CommitAsync(cancellationToken);
        return after;
    }

    /// <summary>Deletes a store and its sensors. Readings and rollups stay.</summary>
    /// <returns>Null when there is no such store within the scope.</returns>
    public async Task<DeletedStore?> DeleteAsync(TenantScope scope, Guid storeId, CancellationToken cancellationToken = default)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        if (await LockAsync(transaction, scope, storeId, cancellationToken) is null)
        {
            return null;
        }

        await transaction.ExecuteAsync(
            "update stores set deleted_at = now(), updated_at = now(), revision = revision + 1 where organization_id = $1 and id = $2",
            [scope.OrganizationId, storeId], cancellationToken);
        await using var command = transaction.Command(
            """
            update sensors set deleted_at = now(), updated_at = now(), revision = revision + 1, protected_secret = null
            where organization_id = $1 and store_id = $2 and deleted_at is null
            returning id
            """,
            scope.OrganizationId, storeId);
        var sensorIds = await command.ListAsync(row => row.GetGuid(0), cancellationToken);
        foreach (var sensorId in sensorIds)
        {
            transaction.Notify(RegistryChangeKind.Sensor, scope.OrganizationId, sensorId);
        }

        await AlertEndings.OfStoreAsync(transaction, storeId, cancellationToken);
        await AuditLog.NoteAsync(transaction, scope, "deleted", "stores", storeId, null, cancellationToken);
        transaction.Notify(RegistryChangeKind.Store, scope.OrganizationId, storeId);
        await transaction.CommitAsync(cancellationToken);
        return new DeletedStore(storeId, sensorIds);
    }

    private async Task RecomputeAsync(
        RegistryTransaction transaction, StoreSettings before, StoreSettings after, DateOnly? first, CancellationToken cancellationToken)
    {
        var rollupsDiffer = before.TimeZone != after.TimeZone || before.DayStart != after.DayStart
            || !JsonNode.DeepEquals(JsonNode.Parse(before.OperatingHours), JsonNode.Parse(after.OperatingHours));
        if (!rollupsDiffer && before.Capacity == after.Capacity)
        {
            return;
        }

        await StoreVersions.ChangeAsync(transaction, before, after, first, cancellationToken);
        if (rollupsDiffer)
        {
            // Rows with the old hours are replaced day by day; until then they stay to be read.
            await (first is { } date
                ? DirtyRanges.MarkStoreAsync(
                    transaction, after.StoreId, StorePast.Of(before).Calendar.Day(date.AddDays(-1)).Start, time.GetUtcNow().AddDays(1), cancellationToken)
                : DirtyRanges.MarkStoreAsync(transaction, after.StoreId, cancellationToken));
        }
    }

    private static async Task<StoreSettings?> LockAsync(
        RegistryTransaction transaction, TenantScope scope, Guid storeId, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command(
            $"select {StoreRows.Columns} from stores where {InScope} and id = $3 for update",
            scope.OrganizationId, Sql.Uuids(scope.StoreIdArray), storeId);
        return await command.FindAsync(StoreRows.Read, cancellationToken);
    }

    private static async Task<StoreSettings> WriteAsync(
        RegistryTransaction transaction, string sql, Guid organizationId, StoreDraft draft, object?[] more, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command(sql, [
            organizationId, draft.Name, Sql.Text(draft.Code), Sql.Text(draft.Region), draft.TimeZone,
            Sql.Typed(draft.Capacity, NpgsqlTypes.NpgsqlDbType.Integer), Sql.Json(draft.OperatingHours), draft.DayStart, draft.IsActive, .. more]);
        try
        {
            return await command.FindAsync(StoreRows.Read, cancellationToken)
                ?? throw new InvalidOperationException("A store that was locked is gone.");
        }
        catch (PostgresException exception) when (exception is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "stores_code" })
        {
            throw new RegistryConflictException("code", $"The organization already has a store with the code '{draft.Code}'. Choose another code.");
        }
    }
}
