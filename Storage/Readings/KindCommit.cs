using System.Collections.Immutable;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>The rows of one kind in a commit, from their look-up to what each request is told.</summary>
internal sealed class KindCommit
{
    private enum Fate : byte
    {
        Insert,
        Update,
        Unchanged,
        Refused,
        Withdrawn,
    }

    private readonly ReadingTable _table;
    private readonly ReadingRow[] _rows;
    private readonly Fate[] _fates;
    private readonly ReadingRow?[] _stored;
    private readonly Dictionary<WriteRequest, Range> _ranges = [];
    private readonly Dictionary<int, ReadingRefusal> _refusals = [];
    private readonly bool[] _settled;
    private int[] _inserts = [];
    private int[] _updates = [];
    private HashSet<RowKey> _inserted = [];

    public KindCommit(ReadingTable table, IReadOnlyList<WriteRequest> requests)
    {
        _table = table;
        var rows = new List<ReadingRow>();
        foreach (var request in requests)
        {
            var own = request.Rows[(int)table.Kind];
            if (own.Length > 0)
            {
                _ranges.Add(request, rows.Count..(rows.Count + own.Length));
                rows.AddRange(own);
            }
        }

        _rows = [.. rows];
        _fates = new Fate[_rows.Length];
        _stored = new ReadingRow?[_rows.Length];
        _settled = new bool[_rows.Length];
    }

    public ReadingKind Kind => _table.Kind;

    public bool IsEmpty => _rows.Length == 0;

    /// <summary>Whether the fate of some row is still to be decided.</summary>
    public bool IsPending => _settled.Contains(false);

    /// <summary>What is to be written, with what was there before.</summary>
    public IEnumerable<(ReadingRow? Old, ReadingRow New)> ToWrite => _inserts.Concat(_updates).Select(i => (_stored[i], _rows[i]));

    public NpgsqlBatchCommand LookUp()
    {
        var sorted = Pending().Select(i => _rows[i]).ToArray();
        Array.Sort(sorted, Compare);
        return _table.FindNear(ReadingSpan.Covering(sorted));
    }

    public async Task DecideAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var stored = new List<ReadingRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            stored.Add(_table.Read(reader));
        }

        var plan = new WritePlan(stored);
        foreach (var range in _ranges.Values)
        {
            var (offset, length) = range.GetOffsetAndLength(_rows.Length);
            for (var i = offset; i < offset + length; i++)
            {
                if (_settled[i])
                {
                    continue;
                }

                _stored[i] = plan.Stored(_rows[i]);
                if (plan.Overlapped(_rows[i]) is { } overlapped)
                {
                    _fates[i] = Fate.Refused;
                    _refusals[i] = WritePlan.Refusal(Kind, i - offset, _rows[i], overlapped);
                }
                else
                {
                    _fates[i] = _stored[i] is not { } old ? Fate.Insert : old.SameNumbersAs(_rows[i]) ? Fate.Unchanged : Fate.Update;
                }
            }
        }

        Collect();
    }

    public bool HasRefused(WriteRequest request) => Indexes(request).Any(i => _fates[i] == Fate.Refused);

    /// <summary>Writes nothing of a request.</summary>
    public void Withdraw(WriteRequest request)
    {
        foreach (var i in Indexes(request))
        {
            if (_fates[i] != Fate.Refused)
            {
                _fates[i] = Fate.Withdrawn;
            }
        }

        Collect();
    }

    /// <summary>The statements that write, none where nothing has to be written; each answers with the keys it wrote.</summary>
    public IEnumerable<NpgsqlBatchCommand> Writes()
    {
        if (_inserts.Length > 0)
        {
            yield return _table.Insert(_inserts.Select(i => _rows[i]).ToArray());
        }

        if (_updates.Length > 0)
        {
            yield return _table.Update(_updates.Select(i => _rows[i]).ToArray());
        }
    }

    /// <summary>Reads what the insert wrote. What it did not was written by another silo since the look-up.</summary>
    public async Task ReadWrittenAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        _inserted = [];
        if (_inserts.Length > 0)
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                _inserted.Add(new RowKey(reader.GetInt32(0), reader.GetDateTime(1), reader.GetInt32(2)));
            }

            await reader.NextResultAsync(cancellationToken);
        }

        if (_updates.Length > 0)
        {
            await reader.NextResultAsync(cancellationToken);
        }
    }

    /// <summary>After the commit: all is settled but the inserts that came second, which are looked up and decided anew.</summary>
    public void Settle()
    {
        Array.Fill(_settled, true);
        foreach (var i in _inserts)
        {
            _settled[i] = _inserted.Contains(RowKey.Of(_rows[i]));
        }

        (_inserts, _updates) = ([], []);
    }

    public RecordTally Result(WriteRequest request, ImmutableArray<ReadingRefusal>.Builder refusals, ImmutableArray<RowChange>.Builder changes)
    {
        int inserted = 0, updated = 0, unchanged = 0;
        int? newest = null;
        foreach (var i in Indexes(request))
        {
            switch (_fates[i])
            {
                case Fate.Insert:
                    inserted++;
                    break;
                case Fate.Update:
                    updated++;
                    break;
                case Fate.Unchanged:
                    unchanged++;
                    continue;
                case Fate.Refused:
                    refusals.Add(_refusals[i]);
                    continue;
                default:
                    continue;
            }

            newest = newest is { } known && _rows[known].Start >= _rows[i].Start ? known : i;
            if (IsReported(request, i))
            {
                changes.Add(new RowChange(Kind, _stored[i], _rows[i]));
            }
        }

        if (newest is { } last && !IsReported(request, last))
        {
            changes.Add(new RowChange(Kind, _stored[last], _rows[last]));
        }

        return new RecordTally(inserted, updated, unchanged);
    }

    private bool IsReported(WriteRequest request, int i) =>
        _rows[i].End > request.ChangesSince || (_stored[i] is { } old && old.End > request.ChangesSince);

    private IEnumerable<int> Indexes(WriteRequest request)
    {
        if (!_ranges.TryGetValue(request, out var range))
        {
            return [];
        }

        var (offset, length) = range.GetOffsetAndLength(_rows.Length);
        return Enumerable.Range(offset, length);
    }

    private IEnumerable<int> Pending() => Enumerable.Range(0, _rows.Length).Where(i => !_settled[i]);

    /// <summary>Sorted by key, so that two commits lock rows in the same order.</summary>
    private void Collect()
    {
        _inserts = Sorted(Fate.Insert);
        _updates = Sorted(Fate.Update);
    }

    private int[] Sorted(Fate fate)
    {
        var indexes = Pending().Where(i => _fates[i] == fate).ToArray();
        Array.Sort(indexes, (a, b) => Compare(_rows[a], _rows[b]));
        return indexes;
    }

    private static int Compare(ReadingRow a, ReadingRow b) =>
        a.SensorKey != b.SensorKey ? a.SensorKey.CompareTo(b.SensorKey)
        : a.Start != b.Start ? a.Start.CompareTo(b.Start)
        : a.SubKind.CompareTo(b.SubKind);
}
