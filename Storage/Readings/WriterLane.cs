using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Failures;

namespace RetailOrleans.Storage.Readings;

/// <summary>
/// One connection's worth of commits, one after another: each takes what waits by then, so an idle lane commits a lone reading at
/// once and a busy one shares a commit among many. While the database is away it takes nothing and tries to reach it again.
/// </summary>
internal sealed partial class WriterLane : IAsyncDisposable
{
    /// <summary>How often a commit may come second before something is wrong with us.</summary>
    private const int MaxRounds = 10;

    private const string ZombieSqlState = "RO001";

    /// <summary>A commit that takes longer holds up what waits behind it: that is told to come again.</summary>
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(2);

    /// <summary>How soon what comes after that is told.</summary>
    private static readonly TimeSpan StallPeriod = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Channel<WriteRequest> _queue = Channel.CreateUnbounded<WriteRequest>();
    private readonly HashSet<int> _sensors = [];
    private readonly LaneConnection _connection;
    private readonly ReadingPartitions _partitions;
    private readonly WriterIdentity _identity;
    private readonly WriterOptions _options;
    private readonly WriterMeasurements _measurements;
    private readonly Action<WriteRequest> _done;
    private readonly ILogger _logger;
    private readonly ITimer _stall;
    private WriteRequest? _next;
    private volatile bool _isAway;
    private bool _mustReconnect;
    private bool _mayHaveWritten;
    private int _waiting;

    /// <param name="database">Where to.</param>
    /// <param name="partitions">Those there are.</param>
    /// <param name="identity">Who commits.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="measurements">What is counted.</param>
    /// <param name="done">Told of each request that waits no longer.</param>
    /// <param name="logger">Failures.</param>
    public WriterLane(
        NpgsqlDataSource database, ReadingPartitions partitions, WriterIdentity identity, WriterOptions options, WriterMeasurements measurements,
        Action<WriteRequest> done, ILogger logger)
    {
        (_connection, _partitions, _identity, _options) = (new LaneConnection(database), partitions, identity, options);
        (_measurements, _done, _logger) = (measurements, done, logger);

        // By the machine's clock, like all waiting for the database.
        _stall = TimeProvider.System.CreateTimer(_ => GiveUpWaiting(Away()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Readings that wait here, those of the commit under way included.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Whether it can't reach the database at the moment.</summary>
    public bool IsAway => _isAway;

    /// <summary>The writer bounds what waits over all lanes.</summary>
    /// <exception cref="StorageUnavailableException">It has stopped, or the database is away; nothing is stored.</exception>
    public void Enqueue(WriteRequest request)
    {
        if (_isAway)
        {
            throw Away();
        }

        Interlocked.Add(ref _waiting, request.Count);
        if (!_queue.Writer.TryWrite(request))
        {
            Interlocked.Add(ref _waiting, -request.Count);
            throw new StorageUnavailableException("The server is stopping. Send again in a moment.") { NothingStored = true };
        }
    }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        await using var stop = stoppingToken.Register(() => _queue.Writer.TryComplete());
        var batch = new List<WriteRequest>();
        while (_next is not null || await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            Take(batch);
            await CommitOrFailAsync(batch);
            batch.Clear();
            if (_mustReconnect)
            {
                await ReconnectAsync(stoppingToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stall.DisposeAsync();
        await _connection.DisposeAsync();
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

            if (batch.Count > 0 && (readings + _next.Count > _options.MaxBatch || _sensors.Contains(_next.SensorKey)))
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
        if (batch.Count == 0)
        {
            return;
        }

        var started = Stopwatch.GetTimestamp();
        _stall.Change(Stalled, StallPeriod);
        try
        {
            await CommitAsync(batch);
            _measurements.CommitSeconds.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        catch (PostgresException exception) when (IsRefusal(exception) && batch.Count > 1)
        {
            // One request holds something that PostgreSQL will not take: each is tried alone, so that only that one fails.
            foreach (var request in batch)
            {
                await CommitOrFailAsync([request]);
            }
        }
        catch (Exception exception)
        {
            await FailAsync(batch, exception);
        }
        finally
        {
            _stall.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task CommitAsync(List<WriteRequest> batch)
    {
        _mayHaveWritten = false;
        using var timeout = new CancellationTokenSource(_options.CommitTimeout);
        var commit = new GroupCommit(batch);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await commit.EnsurePartitionsAsync(_partitions, timeout.Token);
                var connection = await _connection.OpenAsync(timeout.Token);
                for (var round = 1; commit.IsPending; round++)
                {
                    if (round > MaxRounds)
                    {
                        throw new InvalidOperationException($"The buckets of a commit were still taken by others after {MaxRounds} rounds.");
                    }

                    await commit.PlanAsync(connection, timeout.Token);
                    _mayHaveWritten = true;
                    await commit.WriteAsync(connection, _identity, _options.CommitTimeout, timeout.Token);
                }

                break;
            }
            catch (PostgresException exception) when (attempt < 4 && MayRetry(exception, commit))
            {
                LogRetried(_logger, attempt, exception);
            }
        }

        foreach (var request in batch)
        {
            Done(request);
        }

        _measurements.Committed(commit.Complete());
    }

    private bool MayRetry(PostgresException exception, GroupCommit commit)
    {
        if (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            commit.Contest();
            return true;
        }

        if (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            // A partition was dropped since we last heard of it.
            _partitions.Forget();
            return true;
        }

        return exception.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;
    }

    private async Task FailAsync(List<WriteRequest> batch, Exception exception)
    {
        _measurements.Failures.Add(1);
        LogCommitFailed(_logger, batch.Count, exception);
        var isRefusal = exception is PostgresException refusal && (IsRefusal(refusal) || refusal.SqlState == ZombieSqlState);
        _mustReconnect = !isRefusal;
        var failure = Failure(exception, nothingStored: !_mayHaveWritten);
        foreach (var request in batch)
        {
            Fail(request, failure);
        }

        if (_mustReconnect)
        {
            await _connection.DisposeAsync();
        }
    }

    /// <summary>
    /// Tries to reach the database: at once, and, should it be away, with growing pauses. What waits is told to come again after the first
    /// attempt, what comes later at once.
    /// </summary>
    private async Task ReconnectAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (!await TryReconnectAsync() && !stoppingToken.IsCancellationRequested)
        {
            _isAway = true;
            GiveUpWaiting(Away());
            await Task.Delay(pause, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }

        (_isAway, _mustReconnect) = (false, false);
    }

    private async Task<bool> TryReconnectAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(Stalled);
            await _connection.OpenAsync(timeout.Token);
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            await _connection.DisposeAsync();
            return false;
        }
    }

    /// <summary>Tells everything that waits for a commit, and is not part of one, to come again.</summary>
    private void GiveUpWaiting(StorageUnavailableException reason)
    {
        while (_queue.Reader.TryRead(out var request))
        {
            Fail(request, reason);
        }
    }

    private void Fail(WriteRequest request, Exception failure)
    {
        Done(request);
        request.Completion.TrySetException(failure);
    }

    private void Done(WriteRequest request)
    {
        Interlocked.Add(ref _waiting, -request.Count);
        _done(request);
    }

    private static StorageUnavailableException Away() => new("The database does not answer. Send again in a moment.") { NothingStored = true };

    /// <summary>Without the cause, which is in the log: the driver's exceptions do not travel between silos.</summary>
    private static Exception Failure(Exception exception, bool nothingStored) => exception switch
    {
        PostgresException { SqlState: ZombieSqlState } => new StorageUnavailableException(
            "This server has been declared dead by its cluster and may no longer write. Another one answers."),
        PostgresException refusal when IsRefusal(refusal) => new InvalidOperationException("The database refused the readings of this request."),
        _ => new StorageUnavailableException("The database does not answer. Send again in a moment.") { NothingStored = nothingStored },
    };

    private static bool IsRefusal(PostgresException exception) => exception.SqlState != ZombieSqlState && DatabaseErrors.IsRefusal(exception);

    [LoggerMessage(3101, LogLevel.Error, "A commit of {Requests} requests failed")]
    private static partial void LogCommitFailed(ILogger logger, int requests, Exception exception);

    [LoggerMessage(3102, LogLevel.Warning, "A commit was rolled back by a conflict and is tried again (attempt {Attempt})")]
    private static partial void LogRetried(ILogger logger, int attempt, Exception exception);
}
