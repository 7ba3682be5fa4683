using Npgsql;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Storage.Registry;

public sealed partial class SensorRegistry
{
    private const string InScope = "organization_id = $1 and ($2::uuid[] is null or store_id = any($2)) and deleted_at is null";

    private static readonly string[] ReadingTables = ["people_readings", "region_readings", "heat_readings", "alarm_readings", "space_heatmaps"];

    private static async Task<SensorSettings?> LockAsync(
        RegistryTransaction transaction, TenantScope scope, Guid sensorId, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command(
            $"select {SensorRows.Columns} from sensors where {InScope} and id = $3 for update",
            scope.OrganizationId, Sql.Uuids(scope.StoreIdArray), sensorId);
        return await command.FindAsync(SensorRows.Read, cancellationToken);
    }

    // Locks the store against being deleted meanwhile.
    private static async Task<StoreCalendar> FindStoreCalendarAsync(
        RegistryTransaction transaction, TenantScope scope, Guid storeId, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command(
            "select time_zone, day_start from stores where organization_id = $1 and id = $2 and deleted_at is null for share", scope.OrganizationId, storeId);
        var calendar = await command.FindAsync(row => StoreCalendar.Create(row.GetString(0), row.GetFieldValue<TimeOnly>(1)), cancellationToken);
        return scope.Includes(storeId) && calendar is not null ? calendar : throw new UnknownStoreException(storeId);
    }

    private static async Task<SensorSettings> WriteAsync(
        RegistryTransaction transaction, string sql, Guid organizationId, SensorDraft draft, object?[] more, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command(sql, [
            organizationId, draft.StoreId, draft.Name, draft.Address, draft.Port, draft.Type, Sql.Text(draft.Location), Sql.Text(draft.TimeZone),
            Sql.Json(SensorConfigJson.Write(draft.Config, secretSet: false).ToJsonString()),
            Sql.Typed(draft.ProtectedSecret, NpgsqlTypes.NpgsqlDbType.Bytea), draft.Config.Collection.IsPolled, draft.IsActive, .. more]);
        try
        {
            return await command.FindAsync(SensorRows.Read, cancellationToken)
                ?? throw new InvalidOperationException("A sensor that was locked is gone.");
        }
        catch (PostgresException exception) when (exception is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "sensors_name" })
        {
            throw new RegistryConflictException("sensor_name", $"The organization already has a sensor named '{draft.Name}'. Choose another name.");
        }
        catch (PostgresException exception) when (exception is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "sensors_address" })
        {
            throw new RegistryConflictException(
                "sensor_ip",
                $"The store already has a polled sensor at {draft.Address} port {draft.Port}. Change that one, or set config.collection.mode to push.");
        }
    }
}
