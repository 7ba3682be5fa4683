using System.Globalization;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Alerts;

/// <summary>Holds an organization to what it may have of alerting.</summary>
internal static class AlertLimits
{
    /// <summary>Refuses one more row of a table. Requests of one organization wait for each other here, so that two can't both find room.</summary>
    /// <exception cref="RegistryConflictException">There are as many as may be.</exception>
    public static async Task CheckAsync(
        RegistryTransaction transaction, Guid organizationId, string table, int most, string setting, CancellationToken cancellationToken)
    {
        await transaction.ExecuteAsync("select from organizations where id = $1 for no key update", [organizationId], cancellationToken);
        await using var command = transaction.Command(
            $"select count(*) from (select from {table} where organization_id = $1 and deleted_at is null limit $2) kept", organizationId, most);
        if ((long)(await command.ExecuteScalarAsync(cancellationToken))! >= most)
        {
            throw new RegistryConflictException(table, string.Create(
                CultureInfo.InvariantCulture,
                $"The organization has {most} {table.Replace('_', ' ')}, which is the most there may be. Delete what nobody needs, or have {setting} raised."));
        }
    }
}
