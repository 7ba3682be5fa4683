using Npgsql;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Storage.Registry;

/// <summary>The sensors of an organization: create, find, list, change, delete. Every call stays within the given scope.</summary>
public sealed partial class SensorRegistry(NpgsqlDataSource database, ChangeFeed feed, TimeProvider time)
{
    /// <summary>Registers a sensor; it belongs to its store since ever.</summary>
    /// <exception cref="UnknownStoreException">The store is not within the scope.</exception>
    /// <exception cref="RegistryConflictException">The name or the address is taken.</exception>
    public async Task<SensorSettings> CreateAsync(TenantScope scope, SensorDraft draft, CancellationToken cancellationToken = default)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        await FindStoreCalendarAsync(transaction, scope, draft.StoreId, cancellationToken);
        var sensor = await WriteAsync(
            transaction,
            $"""
             insert into sensors (organization_id, store_id, name, address, port, type, location, time_zone, config, protected_secret, is_polled, is_active)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
             returning {SensorRows.Columns}
             """,
            scope.OrganizationId, draft, [], cancellationToken);
        await transaction.ExecuteAsync(
            "insert into sensor_assignments (organization_id, sensor_key, store_id) values ($1, $2, $3)",
            [scope.OrganizationId, sensor.SensorKey, sensor.StoreId], cancellationToken);
        await AuditLog.NoteAsync(transaction, scope, "created", "sensors", sensor.SensorId, null, cancellationToken);
        transaction.Notify(RegistryChangeKind.Sensor, sensor.OrganizationId, sensor.SensorId);
        await transaction.CommitAsync(cancellationToken);
        return sensor;
    }

    /// <summary>A sensor; null when there is none within the scope.</summary>
    public async Task<SensorSettings?> FindAsync(TenantScope scope, Guid sensorId, CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand(
            $"select {SensorRows.Columns} from sensors where {InScope} and id = $3").With(scope.OrganizationId, Sql.Uuids(scope.StoreIdArray), sensorId);
        return await command.FindAsync(SensorRows.Read, cancellationToken);
    }

    /// <summary>
    /// The sensor whose device has a serial number (device parameter <c>push.serial</c>), whatever its case; of several the newest. Null when
    /// there is none within the scope.
    /// </summary>
    public async Task<SensorSettings?> FindBySerialAsync(TenantScope scope, string serial, CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand(
            $"""
             select {SensorRows.Columns} from sensors
             where {InScope} and upper(config #>> array['collection', 'endpoints', 'push.serial']) = upper($3) order by created_at desc limit 1
             """).With(scope.OrganizationId, Sql.Uuids(scope.StoreIdArray), serial);
        return await command.FindAsync(SensorRows.Read, cancellationToken);
    }

    /// <summary>A part of the sensors that pass the filter, newest first.</summary>
    public async Task<Page<SensorSettings>> ListAsync(
        TenantScope scope, SensorFilter filter, PageRequest page, CancellationToken cancellationToken = default)
    {
        const string Where =
            $"""
             from sensors
             where {InScope}
               and ($3 is null or store_id = $3)
               and ($4 is null or type = $4)
               and ($5 is null or is_active = $5)
               and ($6 is null or name ilike $6 or address ilike $6 or location ilike $6)
               and ($7 is null or id = any($7))
             """;
        object?[] values =
        [
            scope.OrganizationId, Sql.Uuids(scope.StoreIdArray), Sql.Uuid(filter.StoreId), Sql.Text(filter.Type), Sql.Boolean(filter.IsActive),
            Sql.Text(Sql.Containing(filter.Search)), Sql.Uuids(filter.SensorIds?.ToArray()),
        ];
        return await Paging.ReadAsync(
            database, SensorRows.Columns, Where, values, page, SensorRows.Read, sensor => new PageCursor(sensor.CreatedAt, sensor.SensorId), cancellationToken);
    }

    /// <summary>
    /// Changes a sensor in one transaction: <paramref name="change"/> gets it as it is and gives it as it should be. To another store it
    /// moves from the start of the business day that runs there now.
    /// </summary>
    /// <returns>Null when there is no such sensor within the scope.</returns>
    /// <exception cref="UnknownStoreException">The new store is not within the scope.</exception>
    /// <exception cref="RegistryConflictException">The name or the address is taken.</exception>
    public async Task<SensorChange?> ChangeAsync(
        TenantScope scope, Guid sensorId, Func<SensorSettings, SensorDraft> change, CancellationToken cancellationToken = default)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        if (await LockAsync(transaction, scope, sensorId, cancellationToken) is not { } before)
        {
            return null;
        }

        var was = await AuditLog.LookAsync(transaction, "sensors", sensorId, cancellationToken);
        var draft = change(before);
        if (draft.StoreId != before.StoreId)
        {
            var calendar = await FindStoreCalendarAsync(transaction, scope, draft.StoreId, cancellationToken);
            var movedAt = calendar.DayOf(time.GetUtcNow()).Start;
            await Assignments.MoveAsync(transaction, before, draft.StoreId, movedAt, cancellationToken);
        }

        var after = await WriteAsync(
            transaction,
            $"""
             update sensors
             set store_id = $2, name = $3, address = $4, port = $5, type = $6, location = $7, time_zone = $8, config = $9, protected_secret = $10,
                 is_polled = $11, is_active = $12, updated_at = now(), revision = revision + 1
             where organization_id = $1 and id = $13
             returning {SensorRows.Columns}
             """,
            scope.OrganizationId, draft, [sensorId], cancellationToken);
        if (SensorConfigJson.LinesDiffer(before.Config, after.Config))
        {
            await DirtyRanges.MarkSensorAsync(transaction, after.SensorKey, cancellationToken);
        }

        await AuditLog.NoteAsync(transaction, scope, "changed", "sensors", sensorId, was, cancellationToken);
        transaction.Notify(RegistryChangeKind.Sensor, after.OrganizationId, after.SensorId);
        await transaction.CommitAsync(cancellationToken);
        return new SensorChange(after, before.StoreId);
    }

    /// <summary>
    /// Deletes a sensor. Its readings stay, and count in its store's past, unless they are purged: then the store's hours are recomputed
    /// without them.
    /// </summary>
    /// <returns>The sensor as it was; null when there is no such sensor within the scope.</returns>
    public async Task<SensorSettings?> DeleteAsync(TenantScope scope, Guid sensorId, bool purge, CancellationToken cancellationToken = default)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        if (await LockAsync(transaction, scope, sensorId, cancellationToken) is not { } sensor)
        {
            return null;
        }

        await transaction.ExecuteAsync(
            "update sensors set deleted_at = now(), updated_at = now(), revision = revision + 1, protected_secret = null where organization_id = $1 and id = $2",
            [scope.OrganizationId, sensorId], cancellationToken);
        if (purge)
        {
            await DirtyRanges.MarkSensorAsync(transaction, sensor.SensorKey, cancellationToken);
            foreach (var table in ReadingTables)
            {
                await transaction.ExecuteAsync($"delete from {table} where sensor_key = $1", [sensor.SensorKey], cancellationToken);
            }

            await transaction.ExecuteAsync(
                "delete from hourly_rollups where sensor_key = $1 and store_id in (select store_id from sensor_assignments where sensor_key = $1)",
                [sensor.SensorKey], cancellationToken);
        }

        await AuditLog.NoteAsync(transaction, scope, "deleted", "sensors", sensorId, null, cancellationToken);
        transaction.Notify(RegistryChangeKind.Sensor, sensor.OrganizationId, sensorId);
        await transaction.CommitAsync(cancellationToken);
        return sensor;
    }
}
