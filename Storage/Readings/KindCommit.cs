using Npgsql;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>The rows of one kind in a commit, from their look-up to what each request is told. Requests go by their place in the commit.</summary>
internal sealed class KindCommit
{
    private enum Fate : byte
    {
        Undecided,

        /// <summary>To be inserted without a look-up, should it fit.</summary>
        Try,
        Insert,
        Update,
        Unchanged,
        Refused,
        Withdrawn,
    }

    private readonly ReadingTable _table;
    private readonly ReadingRow[] _rows;

    // The rows of request r are those from _offsets[r] to before _offsets[r + 1].
    private readonly int[] _offsets;

    // By month, sensor, start, sub-kind: what a partition gets lies together, and two commits lock rows in the same order.
    private readonly int[] _order;
    private readonly PartitionMonth[] _months;
    private readonly Fate[] _fates;
    private readonly bool[] _settled;
    private readonly ReadingRow?[] _stored;
    private readonly Dictionary<int, ReadingRefusal> _refusals = [];
    private int _answers;
    private readonly HashSet<RowKey> _inserted = [];
    private int _lookUps;
    private bool _insertsAreCertain;

    public KindCommit(ReadingTable table, IReadOnlyList<WriteRequest> requests)
    {
        _table = table;
        _offsets = new int[requests.Count + 1];
        for (var r = 0; r < requests.Count; r++)
        {
            _offsets[r + 1] = _offsets[r] + requests[r].Rows(table.Kind).Length;
        }

        _rows = new ReadingRow[_offsets[^1]];
        for (var r = 0; r < requests.Count; r++)
        {
            requests[r].Rows(table.Kind).CopyTo(_rows.AsSpan(_offsets[r]));
        }

        _order = new int[_rows.Length];
        _months = new PartitionMonth[_rows.Length];
        for (var i = 0; i < _order.Length; i++)
        {
            (_order[i], _months[i]) = (i, PartitionMonth.Of(_rows[i].Start));
        }

        Array.Sort(_order, Compare);
        _fates = new Fate[_rows.Length];
        for (var r = 0; r < requests.Count && table.CanTry; r++)
        {
            if (requests[r].IsNew && _offsets[r + 1] - _offsets[r] == 1 && ReadingTable.IsWithin(_months[_offsets[r]], _rows[_offsets[r]]))
            {
                _fates[_offsets[r]] = Fate.Try;
            }
        }

        _stored = new ReadingRow?[_rows.Length];
        _settled = new bool[_rows.Length];
    }

    public ReadingKind Kind => _table.Kind;

    public bool IsEmpty => _rows.Length == 0;

    /// <summary>Whether the fate of some row is still to be decided.</summary>
    public bool IsPending => _settled.AsSpan().Contains(false);

    /// <summary>The months whose partitions the look-ups and writes name: those of the rows, and those that their look-ups reach into.</summary>
    public void AddMonthsTo(ISet<PartitionMonth> months)
    {
        for (var i = 0; i < _rows.Length; i++)
        {
            months.Add(_months[i]);
            if (!ReadingTable.IsWithin(_months[i], _rows[i]))
            {
                months.Add(_months[i].Previous);
                months.Add(_months[i].Next);
            }
        }
    }

    /// <summary>What is stored near the undecided rows, a statement for each month.</summary>
    public void AddLookUpsTo(NpgsqlBatchCommandCollection commands)
    {
        _lookUps = 0;
        foreach (var (month, rows) in Pending(Fate.Undecided))
        {
            commands.Add(_table.FindNear(month, ReadingSpan.Covering(rows)));
            _lookUps++;
        }
    }

    /// <summary>Reads what the look-ups found, and decides what to do with each pending row.</summary>
    public async Task DecideAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var stored = new List<ReadingRow>();
        for (; _lookUps > 0; _lookUps--)
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                stored.Add(_table.Read(reader));
            }

            await reader.NextResultAsync(cancellationToken);
        }

        var plan = new WritePlan(stored);
        for (var r = 0; r < _offsets.Length - 1; r++)
        {
            for (var i = _offsets[r]; i < _offsets[r + 1]; i++)
            {
                if (!_settled[i] && _fates[i] == Fate.Undecided)
                {
                    Decide(plan, i, i - _offsets[r]);
                }
            }
        }
    }

    public bool HasRefused(int request) => _fates.AsSpan(_offsets[request].._offsets[request + 1]).Contains(Fate.Refused);

    /// <summary>Writes nothing of a request.</summary>
    public void Withdraw(int request)
    {
        for (var i = _offsets[request]; i < _offsets[request + 1]; i++)
        {
            if (!_settled[i] && _fates[i] != Fate.Refused)
            {
                _fates[i] = Fate.Withdrawn;
            }
        }
    }

    /// <summary>The statements that write, none where nothing has to be written. Adds the extents that they touch to <paramref name="touched"/>.</summary>
    /// <param name="commands">Where to.</param>
    /// <param name="copies">Where to, should a month have so many new rows that they are copied before the statements run.</param>
    /// <param name="touched">Extents.</param>
    /// <param name="contested">Whether somebody else may insert the same buckets at this moment, as has just been seen.</param>
    public void AddWritesTo(NpgsqlBatchCommandCollection commands, List<RowCopy> copies, List<ReadingSpan> touched, bool contested)
    {
        _answers = 0;
        _insertsAreCertain = !contested;
        foreach (var (month, rows) in Pending(Fate.Try))
        {
            commands.Add(contested ? _table.TryInsertFree(month, rows) : _table.TryInsert(month, rows));
            _answers++;
        }

        foreach (var (month, rows) in Pending(Fate.Insert))
        {
            if (!contested && _table.Copy(month, rows) is { } copy)
            {
                copies.Add(copy);
                continue;
            }

            commands.Add(contested ? _table.InsertFree(month, rows) : _table.Insert(month, rows));
            _answers += contested ? 1 : 0;
        }

        foreach (var (month, rows) in Pending(Fate.Update))
        {
            commands.Add(_table.Update(month, rows));
        }

        for (var i = 0; i < _rows.Length; i++)
        {
            if (!_settled[i] && _fates[i] is Fate.Insert or Fate.Update)
            {
                touched.Add(DirtyMarks.Extent(_stored[i], _rows[i]));
            }
        }
    }

    /// <summary>Reads what the inserts wrote that could come second; the other statements answer no rows, and so have no result of their own.</summary>
    public async Task ReadWrittenAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        _inserted.Clear();
        for (; _answers > 0; _answers--)
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                _inserted.Add(new RowKey(reader.GetInt32(0), reader.GetDateTime(1), reader.GetInt32(2)));
            }

            await reader.NextResultAsync(cancellationToken);
        }
    }

    /// <summary>After the commit: all is settled but what was tried and did not fit, and inserts that came second. Those are looked up and decided anew.</summary>
    public void Settle()
    {
        for (var i = 0; i < _rows.Length; i++)
        {
            if (_settled[i])
            {
                continue;
            }

            var mustBeTold = _fates[i] == Fate.Try || (_fates[i] == Fate.Insert && !_insertsAreCertain);
            _settled[i] = !mustBeTold || _inserted.Contains(RowKey.Of(_rows[i]));
            _fates[i] = !_settled[i] ? Fate.Undecided : _fates[i] == Fate.Try ? Fate.Insert : _fates[i];
        }
    }

    public RecordTally Tally(int request)
    {
        int inserted = 0, updated = 0, unchanged = 0;
        foreach (var fate in _fates.AsSpan(_offsets[request].._offsets[request + 1]))
        {
            inserted += fate == Fate.Insert ? 1 : 0;
            updated += fate == Fate.Update ? 1 : 0;
            unchanged += fate == Fate.Unchanged ? 1 : 0;
        }

        return new RecordTally(inserted, updated, unchanged);
    }

    /// <summary>The refusals of a request, and the changes that it has to hear of.</summary>
    public void AddResultTo(int request, DateTime changesSince, List<ReadingRefusal> refusals, List<RowChange> changes)
    {
        int? newest = null;
        for (var i = _offsets[request]; i < _offsets[request + 1]; i++)
        {
            if (_fates[i] == Fate.Refused)
            {
                refusals.Add(_refusals[i]);
            }
            else if (_fates[i] is Fate.Insert or Fate.Update)
            {
                newest = newest is { } known && _rows[known].Start >= _rows[i].Start ? known : i;
                if (IsReported(i, changesSince))
                {
                    changes.Add(new RowChange(Kind, _stored[i], _rows[i]));
                }
            }
        }

        if (newest is { } last && !IsReported(last, changesSince))
        {
            changes.Add(new RowChange(Kind, _stored[last], _rows[last]));
        }
    }

    private void Decide(WritePlan plan, int i, int place)
    {
        _stored[i] = plan.Stored(_rows[i]);
        if (plan.Overlapped(_rows[i]) is { } overlapped)
        {
            _fates[i] = Fate.Refused;
            _refusals[i] = WritePlan.Refusal(Kind, place, _rows[i], overlapped);
        }
        else
        {
            _fates[i] = _stored[i] is not { } old ? Fate.Insert : old.SameNumbersAs(_rows[i]) ? Fate.Unchanged : Fate.Update;
        }
    }

    private bool IsReported(int i, DateTime changesSince) =>
        Kind == ReadingKind.Alarms || _rows[i].End > changesSince || (_stored[i] is { } old && old.End > changesSince);

    /// <summary>The pending rows of a fate, by month.</summary>
    private IEnumerable<(PartitionMonth Month, ReadingRow[] Rows)> Pending(Fate fate)
    {
        var rows = new List<ReadingRow>(_rows.Length);
        var month = default(PartitionMonth);
        foreach (var i in _order)
        {
            if (_settled[i] || _fates[i] != fate)
            {
                continue;
            }

            if (rows.Count > 0 && _months[i] != month)
            {
                yield return (month, [.. rows]);
                rows.Clear();
            }

            month = _months[i];
            rows.Add(_rows[i]);
        }

        if (rows.Count > 0)
        {
            yield return (month, [.. rows]);
        }
    }

    private int Compare(int a, int b)
    {
        ref readonly var first = ref _rows[a];
        ref readonly var second = ref _rows[b];
        var byMonth = _months[a].CompareTo(_months[b]);
        return byMonth != 0 ? byMonth
            : first.SensorKey != second.SensorKey ? first.SensorKey.CompareTo(second.SensorKey)
            : first.Start != second.Start ? first.Start.CompareTo(second.Start)
            : first.SubKind.CompareTo(second.SubKind);
    }
}
