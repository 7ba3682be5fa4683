using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>
/// The requests of one commit: looked up, decided, and written in one transaction together with the marks of what a rollup owes.
/// </summary>
internal sealed class GroupCommit
{
    private readonly IReadOnlyList<WriteRequest> _requests;
    private readonly KindCommit[] _kinds;

    public GroupCommit(IReadOnlyList<WriteRequest> requests)
    {
        _requests = requests;
        _kinds = [.. ReadingTable.All.Select(table => new KindCommit(table, requests)).Where(kind => !kind.IsEmpty)];
    }

    /// <summary>Whether another silo was faster with some bucket, so that its rows have to be planned and written once more.</summary>
    public bool IsPending => _kinds.Any(kind => kind.IsPending);

    /// <summary>One round trip that fetches what is stored near the rows, and the decision what to write.</summary>
    public async Task PlanAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var pending = _kinds.Where(kind => kind.IsPending).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var kind in pending)
        {
            batch.BatchCommands.Add(kind.LookUp());
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var kind in pending)
        {
            await kind.DecideAsync(reader, cancellationToken);
            await reader.NextResultAsync(cancellationToken);
        }

        foreach (var request in _requests.Where(r => r.AllOrNothing))
        {
            if (_kinds.Any(kind => kind.HasRefused(request)))
            {
                foreach (var kind in _kinds)
                {
                    kind.Withdraw(request);
                }
            }
        }
    }

    public async Task EnsurePartitionsAsync(ReadingPartitions partitions, CancellationToken cancellationToken)
    {
        foreach (var kind in _kinds)
        {
            foreach (var (_, row) in kind.ToWrite)
            {
                await partitions.EnsureAsync(row.Start, cancellationToken);
            }
        }
    }

    /// <summary>One round trip, one transaction.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, WriterIdentity identity, CancellationToken cancellationToken)
    {
        if (_kinds.Any(kind => kind.ToWrite.Any()))
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(AssertAlive(identity));
            foreach (var write in _kinds.SelectMany(kind => kind.Writes()))
            {
                batch.BatchCommands.Add(write);
            }

            batch.BatchCommands.Add(MarkDirty());
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            await reader.NextResultAsync(cancellationToken);
            foreach (var kind in _kinds)
            {
                await kind.ReadWrittenAsync(reader, cancellationToken);
            }

            // An error of the last statement, or of the commit, comes at the end.
            while (await reader.NextResultAsync(cancellationToken))
            {
            }
        }

        foreach (var kind in _kinds)
        {
            kind.Settle();
        }
    }

    /// <summary>Tells every request what became of it. Returns how many readings the commit held.</summary>
    public int Complete(Counter<long> committed)
    {
        var readings = 0;
        foreach (var request in _requests)
        {
            readings += request.Count;
            var tallies = new RecordTally[ReadingTable.All.Count];
            var refusals = ImmutableArray.CreateBuilder<ReadingRefusal>();
            var changes = ImmutableArray.CreateBuilder<RowChange>();
            foreach (var kind in _kinds)
            {
                tallies[(int)kind.Kind] = kind.Result(request, refusals, changes);
            }

            request.Completion.TrySetResult(new WriteResult(
                new RecordOutcome(true, tallies[0], tallies[1], tallies[2], tallies[3], refusals.ToImmutable()), changes.ToImmutable()));
            committed.Add(tallies.Sum(t => t.Inserted), new KeyValuePair<string, object?>("outcome", "inserted"));
            committed.Add(tallies.Sum(t => t.Updated), new KeyValuePair<string, object?>("outcome", "updated"));
            committed.Add(tallies.Sum(t => t.Unchanged), new KeyValuePair<string, object?>("outcome", "unchanged"));
        }

        return readings;
    }

    private static NpgsqlBatchCommand AssertAlive(WriterIdentity identity) => new("select assert_silo_alive($1, $2, $3, $4)")
    {
        Parameters =
        {
            new() { Value = identity.ClusterId },
            new() { Value = identity.Address },
            new() { Value = identity.Port },
            new() { Value = identity.Generation },
        },
    };

    private NpgsqlBatchCommand MarkDirty()
    {
        var marks = DirtyMarks.Of(_kinds.SelectMany(kind => kind.ToWrite));
        return new NpgsqlBatchCommand(
            "insert into dirty_ranges (sensor_key, from_at, to_at) select * from unnest($1::int[], $2::timestamptz[], $3::timestamptz[])")
        {
            Parameters =
            {
                new() { Value = marks.Select(m => m.SensorKey).ToArray() },
                new() { Value = marks.Select(m => m.From).ToArray() },
                new() { Value = marks.Select(m => m.To).ToArray() },
            },
        };
    }
}
