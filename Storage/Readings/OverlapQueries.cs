using System.Collections.Immutable;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>Looks before several sensors' readings are stored that shall be stored all or none.</summary>
public sealed class OverlapQueries(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>
    /// The readings that would overlap stored ones, or others of their batch, by sensor key. Of several for one bucket only the last
    /// counts.
    /// </summary>
    public async Task<ImmutableArray<(int SensorKey, ReadingRefusal Refusal)>> FindAsync(
        IReadOnlyCollection<(int SensorKey, ReadingBatch Batch)> batches, CancellationToken cancellationToken)
    {
        var refusals = ImmutableArray.CreateBuilder<(int, ReadingRefusal)>();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        foreach (var table in ReadingTable.All)
        {
            var rows = batches.Select(b => ReadingRows.From(table.Kind, b.SensorKey, b.Batch, time.GetUtcNow())).ToArray();
            var sorted = rows.SelectMany(r => r).OrderBy(r => r.SensorKey).ThenBy(r => r.Start).ToArray();
            if (sorted.Length == 0)
            {
                continue;
            }

            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { table.FindNear(ReadingSpan.Covering(sorted)) } };
            var stored = new List<ReadingRow>();
            await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
            {
                while (await reader.ReadAsync(cancellationToken))
                {
                    stored.Add(table.Read(reader));
                }
            }

            var plan = new WritePlan(stored);
            foreach (var own in rows)
            {
                ReadingRow? before = null;
                foreach (var i in LastOfEachBucket(own))
                {
                    if (before is { } earlier && earlier.SubKind == own[i].SubKind && earlier.End > own[i].Start)
                    {
                        refusals.Add((own[i].SensorKey, RequestOverlap.Refusal(
                            table.Kind, i, (own[i].Start, own[i].End), (earlier.Start, earlier.End))));
                        continue;
                    }

                    before = own[i];
                    if (plan.Overlapped(own[i]) is { } overlapped)
                    {
                        refusals.Add((own[i].SensorKey, WritePlan.Refusal(table.Kind, i, own[i], overlapped)));
                    }
                }
            }
        }

        return refusals.ToImmutable();
    }

    /// <summary>The places of the rows that count, series by series in the order of time.</summary>
    private static IEnumerable<int> LastOfEachBucket(ReadingRow[] rows) =>
        Enumerable.Range(0, rows.Length).GroupBy(i => RowKey.Of(rows[i])).Select(bucket => bucket.Last())
            .OrderBy(i => rows[i].SubKind).ThenBy(i => rows[i].Start);
}
