using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Failures;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>
/// A silo's only way to store readings: a bounded queue before a few lanes, each of which commits what waits as one transaction.
/// The batches of one sensor are committed in the order of the calls. A batch may be sent again at any time.
/// </summary>
public sealed class ReadingWriter : IHostedService, IDisposable
{
    /// <summary>The meter of the writer's measurements.</summary>
    public const string MeterName = "RetailOrleans.Writer";

    /// <summary>What a commit may well bring: with more in a lane, the next one is used too. Fewer, larger commits cost less than more, smaller ones.</summary>
    private const int WellFilled = 300;

    /// <summary>With more waiting at once, readings crowd: they come faster than one at a time is committed.</summary>
    private const int Crowd = 16;

    /// <summary>How long a crowd is remembered: between two commits there may be nothing for a moment.</summary>
    private static readonly TimeSpan CrowdIsRecent = TimeSpan.FromMilliseconds(50);

    private readonly WriterLane[] _lanes;

    // The lane of each sensor that has something waiting: what it sends meanwhile goes behind that.
    private readonly Dictionary<int, (int Lane, int Requests)> _sensors = [];
    private readonly WriterOptions _options;
    private readonly TimeProvider _time;
    private readonly Meter _meter;
    private readonly WriterMeasurements _measurements;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private int _waiting;
    private long _crowdedAt;

    public ReadingWriter(
        NpgsqlDataSource database, IOptions<WriterOptions> options, WriterIdentity identity, TimeProvider time, IMeterFactory meters, ILogger<ReadingWriter> logger)
    {
        _options = options.Value;
        _time = time;
        _meter = meters.Create(MeterName);
        _measurements = new WriterMeasurements(_meter, () => Volatile.Read(ref _waiting));
        var partitions = new ReadingPartitions(database);
        _lanes = new WriterLane[_options.Lanes];
        for (var i = 0; i < _lanes.Length; i++)
        {
            _lanes[i] = new WriterLane(database, partitions, identity, _options, _measurements, Done, logger);
        }
    }

    /// <summary>Readings that wait for a commit in this silo.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>How much of the queue is taken, from 0 to 1.</summary>
    public double Fill => (double)Waiting / _options.MaxWaiting;

    /// <summary>Whether less than nine tenths of the queue is taken.</summary>
    public bool HasRoom => Waiting < _options.MaxWaiting / 10 * 9;

    /// <summary>Whether readings come as fast as they can be committed: what is less urgent does well to wait.</summary>
    public bool IsCrowded => Stopwatch.GetElapsedTime(Volatile.Read(ref _crowdedAt)) < CrowdIsRecent;

    /// <summary>The same of a batch whose buckets may well be free.</summary>
    public Task<WriteResult> WriteAsync(int sensorKey, ReadingBatch batch, DateTimeOffset changesSince, CancellationToken cancellationToken) =>
        WriteAsync(sensorKey, batch, changesSince, isNew: true, cancellationToken);

    /// <summary>Stores a batch of one sensor, at most one reading per bucket. Returns after the commit.</summary>
    /// <param name="sensorKey">The sensor's narrow key.</param>
    /// <param name="batch">Validated readings.</param>
    /// <param name="changesSince">Changes of buckets that end at or before this instant need not be reported back.</param>
    /// <param name="isNew">Whether its buckets are probably free. Costs time when wrong, nothing else.</param>
    /// <param name="cancellationToken">Gives up waiting; the batch may be committed all the same.</param>
    /// <exception cref="StorageUnavailableException">The queue is full, or the database is away; whether the outcome is known it says.</exception>
    public Task<WriteResult> WriteAsync(int sensorKey, ReadingBatch batch, DateTimeOffset changesSince, bool isNew, CancellationToken cancellationToken) =>
        batch.AllOrNothing || batch.Count <= _options.MaxBatch
            ? WriteWholeAsync(sensorKey, batch, changesSince, isNew, cancellationToken)
            : WriteInPartsAsync(sensorKey, batch, changesSince, cancellationToken);

    /// <summary>One commit after another, so that a body of a hundred thousand records holds up nobody else for longer than one of them.</summary>
    private async Task<WriteResult> WriteInPartsAsync(int sensorKey, ReadingBatch batch, DateTimeOffset changesSince, CancellationToken cancellationToken)
    {
        var results = new List<(BatchPart, WriteResult)>();
        foreach (var part in BatchPart.Of(batch, _options.MaxBatch))
        {
            try
            {
                results.Add((part, await WriteWholeAsync(sensorKey, part.Batch, changesSince, false, cancellationToken)));
            }
            catch (StorageUnavailableException exception) when (results.Count > 0 && exception.NothingStored)
            {
                // True of this part alone.
                throw new StorageUnavailableException(exception.Message) { RetryAfter = exception.RetryAfter };
            }
        }

        return BatchPart.Join(results);
    }

    private Task<WriteResult> WriteWholeAsync(int sensorKey, ReadingBatch batch, DateTimeOffset changesSince, bool isNew, CancellationToken cancellationToken)
    {
        var waiting = Interlocked.Add(ref _waiting, batch.Count);
        if (waiting > Crowd)
        {
            // By the machine's clock, like all waiting for the database.
            Volatile.Write(ref _crowdedAt, Stopwatch.GetTimestamp());
        }

        if (waiting > _options.MaxWaiting)
        {
            Interlocked.Add(ref _waiting, -batch.Count);
            _measurements.Refused.Add(batch.Count);
            throw new StorageUnavailableException($"More than {_options.MaxWaiting} readings wait to be stored. Send again in a moment.") { NothingStored = true };
        }

        var request = new WriteRequest(sensorKey, batch, _time.GetUtcNow(), changesSince, isNew);
        try
        {
            LaneOf(sensorKey).Enqueue(request);
        }
        catch (StorageUnavailableException)
        {
            Done(request);
            throw;
        }

        return request.Completion.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Begins to commit what waits. Not a background service, whose work never begins when it is stopped soon enough.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(_lanes.Select(lane => lane.RunAsync(_stopping.Token)));
        return Task.CompletedTask;
    }

    /// <summary>Takes no more, and returns when everything that waits is committed or refused.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken);
        foreach (var lane in _lanes)
        {
            await lane.DisposeAsync();
        }
    }

    public void Dispose()
    {
        _meter.Dispose();
        _stopping.Dispose();
    }

    private WriterLane LaneOf(int sensorKey)
    {
        lock (_sensors)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_sensors, sensorKey, out var isWaiting);
            known = (isWaiting ? known.Lane : EmptiestLane(), known.Requests + 1);
            return _lanes[known.Lane];
        }
    }

    /// <summary>The first lane that is not well filled, or else the one with the least in it.</summary>
    private int EmptiestLane()
    {
        var best = 0;
        for (var i = 0; i < _lanes.Length; i++)
        {
            if (_lanes[i].Waiting < WellFilled && !_lanes[i].IsAway)
            {
                return i;
            }

            best = _lanes[i].Waiting < _lanes[best].Waiting ? i : best;
        }

        return best;
    }

    private void Done(WriteRequest request)
    {
        Interlocked.Add(ref _waiting, -request.Count);
        lock (_sensors)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrNullRef(_sensors, request.SensorKey);
            if (--known.Requests == 0)
            {
                _sensors.Remove(request.SensorKey);
            }
        }
    }
}
