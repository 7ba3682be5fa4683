using Npgsql;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>
/// The requests of one commit: looked up, decided, and written in one transaction together with the marks of what a rollup owes.
/// </summary>
internal sealed class GroupCommit
{
    private readonly IReadOnlyList<WriteRequest> _requests;
    private readonly List<KindCommit> _kinds = new(1);
    private readonly List<ReadingSpan> _touched = [];
    private bool _contested;

    public GroupCommit(IReadOnlyList<WriteRequest> requests)
    {
        _requests = requests;
        foreach (var table in ReadingTable.All)
        {
            if (new KindCommit(table, requests) is { IsEmpty: false } kind)
            {
                _kinds.Add(kind);
            }
        }
    }

    /// <summary>Whether another silo was faster with some bucket, so that its rows have to be planned and written once more.</summary>
    public bool IsPending => _kinds.Exists(static kind => kind.IsPending);

    public async ValueTask EnsurePartitionsAsync(ReadingPartitions partitions, CancellationToken cancellationToken)
    {
        var months = new HashSet<PartitionMonth>();
        foreach (var kind in _kinds)
        {
            kind.AddMonthsTo(months);
        }

        foreach (var month in months)
        {
            await partitions.EnsureAsync(month, cancellationToken);
        }
    }

    /// <summary>One round trip, unless nothing has to be looked up, that fetches what is stored near the rows, and the decision what to write.</summary>
    public async Task PlanAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var pending = _kinds.FindAll(static kind => kind.IsPending);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var kind in pending)
        {
            kind.AddLookUpsTo(batch.BatchCommands);
        }

        if (batch.BatchCommands.Count == 0)
        {
            // All of it is tried without a look.
            return;
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var kind in pending)
        {
            await kind.DecideAsync(reader, cancellationToken);
        }

        for (var r = 0; r < _requests.Count; r++)
        {
            if (_requests[r].AllOrNothing && HasRefused(r))
            {
                foreach (var kind in _kinds)
                {
                    kind.Withdraw(r);
                }
            }
        }
    }

    /// <summary>After another silo has inserted a bucket between look-up and write: from now on the write itself says which rows it inserted.</summary>
    public void Contest() => _contested = true;

    /// <summary>One transaction: one round trip, or a few more where rows are many enough to be copied.</summary>
    /// <param name="connection">Where to.</param>
    /// <param name="identity">Who commits.</param>
    /// <param name="limit">How long rows may take to be copied.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WriteAsync(NpgsqlConnection connection, WriterIdentity identity, TimeSpan limit, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(AssertAlive(identity));
        _touched.Clear();
        var copies = new List<RowCopy>();
        foreach (var kind in _kinds)
        {
            kind.AddWritesTo(batch.BatchCommands, copies, _touched, _contested);
        }

        if (_touched.Count > 0)
        {
            batch.BatchCommands.Add(MarkDirty());
        }

        await using var transaction = copies.Count > 0 ? await connection.BeginTransactionAsync(cancellationToken) : null;
        foreach (var copy in copies)
        {
            await copy.WriteAsync(connection, limit, cancellationToken);
        }

        if (transaction is not null)
        {
            // In the same round trip as the rest.
            batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        }

        if (batch.BatchCommands.Count > 1)
        {
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

    /// <summary>Tells every request what became of it. Returns the readings of all.</summary>
    public RecordTally Complete()
    {
        var (inserted, updated, unchanged) = (0, 0, 0);
        Span<RecordTally> tallies = stackalloc RecordTally[ReadingTable.All.Count];
        var refusals = new List<ReadingRefusal>();
        var changes = new List<RowChange>();
        for (var r = 0; r < _requests.Count; r++)
        {
            tallies.Clear();
            refusals.Clear();
            changes.Clear();
            foreach (var kind in _kinds)
            {
                var tally = kind.Tally(r);
                tallies[(int)kind.Kind] = tally;
                kind.AddResultTo(r, _requests[r].ChangesSince, refusals, changes);
                (inserted, updated, unchanged) = (inserted + tally.Inserted, updated + tally.Updated, unchanged + tally.Unchanged);
            }

            _requests[r].Completion.TrySetResult(new WriteResult(
                new RecordOutcome(true, tallies[0], tallies[1], tallies[2], tallies[3], [.. refusals]), [.. changes]));
        }

        return new RecordTally(inserted, updated, unchanged);
    }

    private bool HasRefused(int request)
    {
        foreach (var kind in _kinds)
        {
            if (kind.HasRefused(request))
            {
                return true;
            }
        }

        return false;
    }

    private static NpgsqlBatchCommand AssertAlive(WriterIdentity identity) => new("select assert_silo_alive($1, $2, $3, $4)")
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = identity.ClusterId },
            new NpgsqlParameter<string> { TypedValue = identity.Address },
            new NpgsqlParameter<int> { TypedValue = identity.Port },
            new NpgsqlParameter<int> { TypedValue = identity.Generation },
        },
    };

    private NpgsqlBatchCommand MarkDirty()
    {
        DirtyMarks.Join(_touched);
        return new NpgsqlBatchCommand("insert into dirty_commits (sensor_keys, from_at, to_at) values ($1, $2, $3)")
        {
            Parameters =
            {
                new NpgsqlParameter<int[]> { TypedValue = [.. _touched.Select(static m => m.SensorKey)] },
                new NpgsqlParameter<DateTime[]> { TypedValue = [.. _touched.Select(static m => m.From)] },
                new NpgsqlParameter<DateTime[]> { TypedValue = [.. _touched.Select(static m => m.To)] },
            },
        };
    }
}
