using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Failures;

namespace RetailOrleans.Storage.Readings;

/// <summary>
/// One connection's worth of commits, one after another: each takes what waits by then, so an idle lane commits a lone reading at
/// once and a busy one shares a commit among many.
/// </summary>
internal sealed partial class WriterLane(
    NpgsqlDataSource database, ReadingPartitions partitions, WriterIdentity identity, WriterOptions options,
    WriterMeasurements measurements, Action<int> done, ILogger logger)
{
    /// <summary>How often a commit may come second before something is wrong with us.</summary>
    private const int MaxRounds = 10;

    private readonly Channel<WriteRequest> _queue = Channel.CreateUnbounded<WriteRequest>(new() { SingleReader = true });
    private readonly HashSet<int> _sensors = [];
    private WriteRequest? _next;

    /// <summary>The writer bounds what waits over all lanes; a lane only refuses when it has stopped.</summary>
    public bool TryEnqueue(WriteRequest request) => _queue.Writer.TryWrite(request);

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        await using var stop = stoppingToken.Register(() => _queue.Writer.TryComplete());
        var batch = new List<WriteRequest>();
        while (_next is not null || await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            Take(batch);
            await CommitOrFailAsync(batch);
            batch.Clear();
        }
    }

    /// <summary>What waits, up to the size of a commit. A sensor's second request waits for the next commit: one statement may not touch a row twice.</summary>
    private void Take(List<WriteRequest> batch)
    {
        _sensors.Clear();
        var readings = 0;
        while (true)
        {
            if (_next is null && !_queue.Reader.TryRead(out _next))
            {
                return;
            }

            if (batch.Count > 0 && (readings + _next.Count > options.MaxBatch || _sensors.Contains(_next.SensorKey)))
            {
                return;
            }

            readings += _next.Count;
            _sensors.Add(_next.SensorKey);
            batch.Add(_next);
            _next = null;
        }
    }

    private async Task CommitOrFailAsync(List<WriteRequest> batch)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await CommitAsync(batch);
        }
        catch (PostgresException exception) when (IsRefusal(exception) && batch.Count > 1)
        {
            // One request holds something that PostgreSQL will not take: each is tried alone, so that only that one fails.
            foreach (var request in batch)
            {
                await CommitOrFailAsync([request]);
            }

            return;
        }
        catch (Exception exception)
        {
            measurements.Failures.Add(1);
            LogCommitFailed(logger, batch.Count, exception);
            var failure = Failure(exception);
            foreach (var request in batch)
            {
                done(request.Count);
                request.Completion.TrySetException(failure);
            }

            return;
        }

        measurements.CommitSeconds.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private async Task CommitAsync(List<WriteRequest> batch)
    {
        using var timeout = new CancellationTokenSource(options.CommitTimeout);
        var commit = new GroupCommit(batch);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(timeout.Token);
                for (var round = 1; commit.IsPending; round++)
                {
                    if (round > MaxRounds)
                    {
                        throw new InvalidOperationException($"The buckets of a commit were still taken by others after {MaxRounds} rounds.");
                    }

                    await commit.PlanAsync(connection, timeout.Token);
                    await commit.EnsurePartitionsAsync(partitions, timeout.Token);
                    await commit.WriteAsync(connection, identity, timeout.Token);
                }

                break;
            }
            catch (PostgresException exception) when (
                attempt < 4 && exception.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                LogRetried(logger, attempt, exception);
            }
        }

        foreach (var request in batch)
        {
            done(request.Count);
        }

        measurements.BatchSize.Record(commit.Complete(measurements.Committed));
    }

    /// <summary>Without the cause, which is in the log: the driver's exceptions do not travel between silos.</summary>
    private static Exception Failure(Exception exception) => exception switch
    {
        PostgresException { SqlState: ZombieSqlState } => new StorageUnavailableException(
            "This server has been declared dead by its cluster and may no longer write. Another one answers."),
        PostgresException refusal when IsRefusal(refusal) => new InvalidOperationException("The database refused the readings of this request."),
        _ => new StorageUnavailableException("The database does not answer. Send again in a moment."),
    };

    private const string ZombieSqlState = "RO001";

    private static bool IsRefusal(PostgresException exception) => exception.SqlState != ZombieSqlState && DatabaseErrors.IsRefusal(exception);

    [LoggerMessage(3101, LogLevel.Error, "A commit of {Requests} requests failed")]
    private static partial void LogCommitFailed(ILogger logger, int requests, Exception exception);

    [LoggerMessage(3102, LogLevel.Warning, "A commit was rolled back by a conflict and is tried again (attempt {Attempt})")]
    private static partial void LogRetried(ILogger logger, int attempt, Exception exception);
}
