using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Rollups;

/// <summary>Reads the days of organizations.</summary>
public sealed class OrganizationDayQueries(NpgsqlDataSource database)
{
    internal const string AllSql =
        """
        select business_date, stores, entries, exits, passing, business_hours_entries, covered_s, expected_s, transactions, revenue::text, both_entries,
          both_transactions
        from organization_days where organization_id = $1 and business_date >= $2 and business_date <= $3 order by business_date
        """;

    // As sum_organization_days has it, of some of the stores.
    internal const string SomeSql =
        """
        select business_date, sum(stores)::int, sum(entries)::bigint, sum(exits)::bigint, sum(passing)::bigint, sum(business_hours_entries)::bigint,
          sum(covered_s)::bigint, sum(expected_s)::bigint, sum(transactions)::bigint, (jsonb_object_agg(currency, revenue) filter (where currency is not null))::text,
          sum(both_entries)::bigint, sum(both_transactions)::bigint
        from (
          select business_date, currency, count(entries) as stores, coalesce(sum(entries), 0) as entries, coalesce(sum(exits), 0) as exits,
            coalesce(sum(passing), 0) as passing, coalesce(sum(business_hours_entries), 0) as business_hours_entries, coalesce(sum(covered_s), 0) as covered_s,
            coalesce(sum(expected_s), 0) as expected_s, sum(transactions) as transactions, sum(revenue) as revenue,
            coalesce(sum(entries) filter (where transactions is not null), 0) as both_entries, sum(transactions) filter (where entries is not null) as both_transactions
          from daily_rollups where organization_id = $1 and store_id = any($4) and business_date >= $2 and business_date <= $3 group by business_date, currency) c
        group by business_date order by business_date
        """;

    /// <summary>The days of a scope's stores from <paramref name="first"/> to <paramref name="last"/>, both inclusive, where something was counted or sold.</summary>
    public async Task<ImmutableArray<OrganizationDay>> ListAsync(TenantScope scope, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        await using var command = scope.StoreIdArray is { } stores
            ? database.CreateCommand(SomeSql).With(scope.OrganizationId, first, last, stores)
            : database.CreateCommand(AllSql).With(scope.OrganizationId, first, last);
        return await command.ListAsync(Read, cancellationToken);
    }

    private static OrganizationDay Read(NpgsqlDataReader row) => new(
        row.GetFieldValue<DateOnly>(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7),
        row.Nullable<long>(8),
        row.NullableText(9) is { } revenue
            ? JsonSerializer.Deserialize<Dictionary<string, decimal>>(revenue)!.ToImmutableSortedDictionary(StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, decimal>.Empty,
        row.GetInt64(10), row.Nullable<long>(11));
}
