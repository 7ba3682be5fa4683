using System.Collections.Immutable;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Storage.Registry;

/// <summary>What the running system needs of the registry, whatever the organization: the questions of grains and of the directories.</summary>
public sealed class RegistryReader(NpgsqlDataSource database)
{
    /// <summary>A sensor that was not deleted; null when there is none.</summary>
    public async Task<SensorSettings?> FindSensorAsync(Guid sensorId, CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand($"select {SensorRows.Columns} from sensors where id = $1 and deleted_at is null").With(sensorId);
        return await command.FindAsync(SensorRows.Read, cancellationToken);
    }

    /// <summary>
    /// Settings of sensors for activations of their grains, each with an epoch that no activation had before and how far collection has come, in one statement. Those that
    /// do not exist are left out.
    /// </summary>
    public async Task<ImmutableArray<(SensorSettings Settings, SensorTakeover Takeover)>> ActivateSensorsAsync(
        IReadOnlyCollection<Guid> sensorIds, CancellationToken cancellationToken = default)
    {
        // Locked in order, so that two silos that activate the same sensors for a moment can't lock each other out.
        await using var command = database.CreateCommand($"""
            with locked as (select id as locked_id from sensors where id = any($1) and deleted_at is null order by id for no key update)
            update sensors set epoch = epoch + 1 from locked where id = locked_id returning {SensorRows.Columns}, epoch, collected_until, owed
            """).With(sensorIds.ToArray());
        return await command.ListAsync(row => (SensorRows.Read(row), SensorTakeover.Read(row, row.FieldCount - 3)), cancellationToken);
    }

    /// <summary>Stores that were not deleted; those that do not exist are left out.</summary>
    public async Task<ImmutableArray<StoreSettings>> FindStoresAsync(IReadOnlyCollection<Guid> storeIds, CancellationToken cancellationToken = default)
    {
        await using var command = database
            .CreateCommand($"select {StoreRows.Columns} from stores where id = any($1) and deleted_at is null").With(storeIds.ToArray());
        return await command.ListAsync(StoreRows.Read, cancellationToken);
    }

    /// <summary>A store's sensors without the deleted ones, by name.</summary>
    public async Task<ImmutableArray<SensorSettings>> ListStoreSensorsAsync(Guid storeId, CancellationToken cancellationToken = default)
    {
        await using var command = database
            .CreateCommand($"select {SensorRows.Columns} from sensors where store_id = $1 and deleted_at is null order by name, id")
            .With(storeId);
        return await command.ListAsync(SensorRows.Read, cancellationToken);
    }

    /// <summary>A store that was not deleted; null when there is none.</summary>
    public async Task<StoreSettings?> FindStoreAsync(Guid storeId, CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand($"select {StoreRows.Columns} from stores where id = $1 and deleted_at is null").With(storeId);
        return await command.FindAsync(StoreRows.Read, cancellationToken);
    }

    /// <summary>An organization's stores without the deleted ones, newest first.</summary>
    public async Task<ImmutableArray<StoreSettings>> ListStoresAsync(Guid organizationId, CancellationToken cancellationToken = default)
    {
        await using var command = database
            .CreateCommand($"select {StoreRows.Columns} from stores where organization_id = $1 and deleted_at is null order by created_at desc, id desc")
            .With(organizationId);
        return await command.ListAsync(StoreRows.Read, cancellationToken);
    }

    /// <summary>The stores of all organizations that are open for business.</summary>
    public async Task<ImmutableArray<Guid>> ListActiveStoreIdsAsync(CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand("select id from stores where is_active and deleted_at is null order by id");
        return await command.ListAsync(row => row.GetGuid(0), cancellationToken);
    }

    /// <summary>A number that no activation of this store's grain had before; 0 when there is no such store.</summary>
    public async Task<long> TakeStoreEpochAsync(Guid storeId, CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand("update stores set epoch = epoch + 1 where id = $1 returning epoch").With(storeId);
        return await command.ExecuteScalarAsync(cancellationToken) is long epoch ? epoch : 0;
    }

    /// <summary>
    /// Writes last contacts, at most one per sensor, in one statement. A contact older than the stored one changes nothing; one without an
    /// instant changes the error alone.
    /// </summary>
    public async Task SaveContactsAsync(IReadOnlyList<SensorContact> contacts, CancellationToken cancellationToken = default)
    {
        if (contacts.Count == 0)
        {
            return;
        }

        // Sorted, so that two silos that write the same sensors for a moment can't lock each other out.
        var sorted = contacts.OrderBy(contact => contact.SensorId).ToArray();
        await using var command = database.CreateCommand(
            """
            with contact as (
              select sensor_id, seen_at, error, collected_until
              from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::timestamptz[]) as c (sensor_id, seen_at, error, collected_until)
              order by sensor_id
            ), locked as (
              select s.id from sensors s join contact c on c.sensor_id = s.id order by s.id for no key update of s
            )
            update sensors s
            set last_seen_at = greatest(s.last_seen_at, c.seen_at), last_error = c.error, collected_until = greatest(s.collected_until, c.collected_until)
            from contact c join locked l on l.id = c.sensor_id
            where s.id = c.sensor_id and (c.seen_at is null or s.last_seen_at is null or c.seen_at >= s.last_seen_at)
            """).With(
            sorted.Select(contact => contact.SensorId).ToArray(),
            sorted.Select(contact => contact.LastSeenAt?.ToUniversalTime()).ToArray(),
            sorted.Select(contact => contact.LastError).ToArray(),
            sorted.Select(contact => contact.CollectedUntil?.ToUniversalTime()).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal async Task<SensorEntry?> FindEntryAsync(Guid sensorId, CancellationToken cancellationToken)
    {
        await using var command = database
            .CreateCommand("select id, organization_id, store_id, key, type from sensors where id = $1 and deleted_at is null")
            .With(sensorId);
        return await command.FindAsync(
            row => new SensorEntry(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetInt32(3), row.GetString(4)), cancellationToken);
    }
}
