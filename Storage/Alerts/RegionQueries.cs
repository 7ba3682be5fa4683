using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Alerts;

/// <summary>How large regions are.</summary>
public sealed class RegionQueries(NpgsqlDataSource database)
{
    /// <summary>Of each region of an organization the stores that are in use and have a sensor that is switched on.</summary>
    public async Task<IReadOnlyDictionary<string, int>> SizesAsync(Guid organizationId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select s.region, count(*)::int from stores s
            where s.organization_id = $1 and s.deleted_at is null and s.is_active and s.region is not null
              and exists (select from sensors n where n.store_id = s.id and n.deleted_at is null and n.is_active)
            group by s.region
            """).With(organizationId);
        return (await command.ListAsync(row => (Region: row.GetString(0), Stores: row.GetInt32(1)), cancellationToken))
            .ToDictionary(one => one.Region, one => one.Stores, StringComparer.Ordinal);
    }
}
