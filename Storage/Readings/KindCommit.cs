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
    private int[] _order = [];

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
    }

    public ReadingKind Kind => _table.Kind;

    public bool IsEmpty => _rows.Length == 0;

    /// <summary>What has to be written, sorted by key so that two commits lock rows in the same order.</summary>
    public ReadingRow[] ToWrite { get; private set; } = [];

    /// <summary>What is written, with what was there before.</summary>
    public IEnumerable<(ReadingRow? Old, ReadingRow New)> Written => _order.Select(i => (_stored[i], _rows[i]));

    public NpgsqlBatchCommand LookUp()
    {
        var sorted = _rows.AsSpan().ToArray();
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

        _refusals.Clear();
        var plan = new WritePlan(stored);
        foreach (var range in _ranges.Values)
        {
            var (offset, length) = range.GetOffsetAndLength(_rows.Length);
            for (var i = offset; i < offset + length; i++)
            {
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

    public NpgsqlBatchCommand Upsert() => _table.Upsert(ToWrite);

    /// <summary>
    /// What the database says it did. Where another silo was faster, an intended insert comes back as an update, or not at all
    /// because the numbers were there already.
    /// </summary>
    public async Task ReadWrittenAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var written = new Dictionary<RowKey, bool>(_order.Length);
        while (await reader.ReadAsync(cancellationToken))
        {
            written.Add(new RowKey(reader.GetInt32(0), reader.GetDateTime(1), reader.GetInt32(2)), reader.GetBoolean(3));
        }

        foreach (var i in _order)
        {
            _fates[i] = !written.TryGetValue(RowKey.Of(_rows[i]), out var inserted) ? Fate.Unchanged : inserted ? Fate.Insert : Fate.Update;
        }
    }

    public RecordTally Result(WriteRequest request, ImmutableArray<ReadingRefusal>.Builder refusals, ImmutableArray<RowChange>.Builder changes)
    {
        int inserted = 0, updated = 0, unchanged = 0;
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

            if (_rows[i].End > request.ChangesSince || _stored[i] is { } old && old.End > request.ChangesSince)
            {
                changes.Add(new RowChange(Kind, _stored[i], _rows[i]));
            }
        }

        return new RecordTally(inserted, updated, unchanged);
    }

    private IEnumerable<int> Indexes(WriteRequest request)
    {
        if (!_ranges.TryGetValue(request, out var range))
        {
            return [];
        }

        var (offset, length) = range.GetOffsetAndLength(_rows.Length);
        return Enumerable.Range(offset, length);
    }

    private void Collect()
    {
        _order = [.. Enumerable.Range(0, _rows.Length).Where(i => _fates[i] is Fate.Insert or Fate.Update)];
        Array.Sort(_order, (a, b) => Compare(_rows[a], _rows[b]));
        ToWrite = [.. _order.Select(i => _rows[i])];
    }

    private static int Compare(ReadingRow a, ReadingRow b) =>
        a.SensorKey != b.SensorKey ? a.SensorKey.CompareTo(b.SensorKey)
        : a.Start != b.Start ? a.Start.CompareTo(b.Start)
        : a.SubKind.CompareTo(b.SubKind);
}
