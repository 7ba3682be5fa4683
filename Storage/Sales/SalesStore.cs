using System.Globalization;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Sales;

/// <summary>
/// Stores sales: a record is (store, start); the same again has no effect, other numbers replace. All records of a call or none, and with
/// them the mark of what rollups owe. A store's sales have one currency.
/// </summary>
public sealed class SalesStore(NpgsqlDataSource database)
{
    /// <summary>Stores records in one transaction; of two with one start the last counts.</summary>
    /// <returns>What became of them; null when the store was deleted meanwhile.</returns>
    public async Task<SalesOutcome?> WriteAsync(StoreSettings store, IReadOnlyList<SalesRecord> records, CancellationToken cancellationToken)
    {
        var last = records.Select((record, index) => (record, index)).GroupBy(one => one.record.Start).Select(same => same.Last()).OrderBy(one => one.record.Start).ToArray();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // One after the other per store, so that two requests can't both find room for what overlaps.
        await using var lockStore = new NpgsqlCommand(
            "select coalesce(currency, '') from stores where organization_id = $1 and id = $2 and deleted_at is null for no key update", connection, transaction)
            .With(store.OrganizationId, store.StoreId);
        if (await lockStore.ExecuteScalarAsync(cancellationToken) is not string currency)
        {
            return null;
        }

        var refusals = new List<SalesRefusal>();
        var expected = currency.Length > 0 ? currency : records[0].Currency;
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].Currency != expected)
            {
                refusals.Add(new SalesRefusal(i, "currency", $"The store's sales are in {expected}, got {records[i].Currency}. Convert them, or report them to a store of their own."));
            }
        }

        refusals.AddRange(await OverlapsAsync(connection, transaction, store.StoreId, last, cancellationToken));
        if (refusals.Count > 0)
        {
            return new SalesOutcome(0, 0, 0, refusals);
        }

        var (inserted, updated) = await UpsertAsync(connection, transaction, store, [.. last.Select(one => one.record)], currency.Length == 0 ? expected : null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new SalesOutcome(inserted, updated, records.Count - inserted - updated, []);
    }

    private static async Task<List<SalesRefusal>> OverlapsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid storeId, (SalesRecord Record, int Index)[] records, CancellationToken cancellationToken)
    {
        var refusals = new List<SalesRefusal>();
        foreach (var (one, next) in records.Zip(records.Skip(1)))
        {
            if (next.Record.Start < one.Record.End)
            {
                refusals.Add(Overlap(next.Index, next.Record.Start, one.Record.Start, "of the same request"));
            }
        }

        await using var command = new NpgsqlCommand(
            """
            select r.place, r.start_at, s.start_at from unnest($2::timestamptz[], $3::timestamptz[]) with ordinality as r (start_at, end_at, place)
            join sales s on s.store_id = $1 and s.start_at <> r.start_at and s.start_at < r.end_at and s.start_at > r.start_at - interval '26 hours'
              and s.start_at + s.duration_s * interval '1 second' > r.start_at
            where s.start_at <> all($2) order by r.place limit 100
            """, connection, transaction)
            .With(storeId, records.Select(one => one.Record.Start.UtcDateTime).ToArray(), records.Select(one => one.Record.End.UtcDateTime).ToArray());
        var found = await command.ListAsync(row => (Place: (int)row.GetInt64(0) - 1, Start: row.GetDateTime(1), Stored: row.GetDateTime(2)), cancellationToken);
        refusals.AddRange(found.Select(one => Overlap(records[one.Place].Index, one.Start, one.Stored, "that is stored")));
        return refusals;
    }

    private static SalesRefusal Overlap(int index, DateTimeOffset start, DateTimeOffset other, string where) => new(
        index, "timestamp", string.Create(
            CultureInfo.InvariantCulture,
            $"The interval from {start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} overlaps the one from {other.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} {where}. Intervals of a store's sales must not overlap."));

    private static async Task<(int Inserted, int Updated)> UpsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, StoreSettings store, SalesRecord[] records, string? newCurrency,
        CancellationToken cancellationToken)
    {
        await using var upsert = new NpgsqlCommand(
            """
            insert into sales as s (store_id, organization_id, start_at, duration_s, transactions, revenue, currency)
            select $1, $2, r.* from unnest($3::timestamptz[], $4::int[], $5::int[], $6::numeric[], $7::text[]) as r
            on conflict (store_id, start_at) do update set
              duration_s = excluded.duration_s, transactions = excluded.transactions, revenue = excluded.revenue, currency = excluded.currency, received_at = now()
            where (s.duration_s, s.transactions, s.revenue, s.currency) is distinct from (excluded.duration_s, excluded.transactions, excluded.revenue, excluded.currency)
            returning start_at, xmax = 0
            """, connection, transaction)
            .With(
                store.StoreId, store.OrganizationId, records.Select(one => one.Start.UtcDateTime).ToArray(),
                records.Select(one => (int)(one.End - one.Start).TotalSeconds).ToArray(), records.Select(one => one.Transactions).ToArray(),
                records.Select(one => one.Revenue).ToArray(), records.Select(one => one.Currency).ToArray());
        var changed = await upsert.ListAsync(row => (Start: row.GetDateTime(0), IsNew: row.GetBoolean(1)), cancellationToken);
        if (changed.IsEmpty)
        {
            return (0, 0);
        }

        var (from, to) = Stretches(changed.Select(one => one.Start));
        await using var mark = new NpgsqlCommand(
            "insert into dirty_ranges (store_id, from_at, to_at) select $1::uuid, m.* from unnest($2::timestamptz[], $3::timestamptz[]) as m",
            connection, transaction).With(store.StoreId, from, to);
        await mark.ExecuteNonQueryAsync(cancellationToken);
        if (newCurrency is not null)
        {
            await using var keep = new NpgsqlCommand("update stores set currency = $3 where organization_id = $1 and id = $2", connection, transaction)
                .With(store.OrganizationId, store.StoreId, newCurrency);
            await keep.ExecuteNonQueryAsync(cancellationToken);
        }

        var inserted = changed.Count(one => one.IsNew);
        return (inserted, changed.Length - inserted);
    }

    /// <summary>Stretches without a gap of a day: a year of hours is one mark.</summary>
    private static (DateTime[] From, DateTime[] To) Stretches(IEnumerable<DateTime> starts)
    {
        var (from, to) = (new List<DateTime>(), new List<DateTime>());
        foreach (var start in starts.Order())
        {
            if (to.Count == 0 || start - to[^1] > TimeSpan.FromDays(1))
            {
                from.Add(start);
                to.Add(start.AddSeconds(1));
            }
            else
            {
                to[^1] = start.AddSeconds(1);
            }
        }

        return ([.. from], [.. to]);
    }
}
