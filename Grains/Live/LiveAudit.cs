using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.Grains.Sensors;
using RetailOrleans.Storage.Live;

namespace RetailOrleans.Grains.Live;

/// <summary>
/// Compares the live state of this silo's sensors and stores with what is stored: after silos came or went, when a grain may be active twice for a
/// moment, and every ten minutes, for whatever else a state has missed: settings that it could not be told of, rows that were put right by hand. An
/// activation that differs, or that a later one has succeeded, ends, and the grain is loaded anew.
/// </summary>
internal sealed partial class LiveAudit(
    ActiveGrains<SensorFingerprint> sensors, ActiveGrains<StoreFingerprint> stores, FingerprintQueries stored, SensorDoor door, IGrainFactory grains,
    TimeProvider time, IMeterFactory meters, ILogger<LiveAudit> logger) : BackgroundService, ILiveAudit
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    /// <summary>After a change of the cluster grains come over, and changes come together.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    /// <summary>How long an activation is waited for. By the machine's clock: one that has gone never answers.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How often it is tried to find an activation that stays as it is for as long as it is compared, and the pause in between.</summary>
    private const int Attempts = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>How many are compared by one query.</summary>
    private const int AtOnce = 250;

    /// <summary>How many are loaded anew at once.</summary>
    private const int RenewedAtOnce = 32;

    private readonly Counter<long> _differences = meters.Create(ILiveAudit.MeterName).CreateCounter<long>(
        "retail.audit.differences", "{activation}", "Activations whose state was not what is stored, and that were loaded anew");

    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void ClusterChanged()
    {
        door.Unsettle();
        RunSoon();
    }

    private void RunSoon() => _due.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var clock = time.CreateTimer(_ => RunSoon(), null, Period, Period);
        while (await _due.Reader.WaitToReadAsync(stoppingToken))
        {
            var changes = door.Changes;

            // An end of the silo ends this too, and the host expects it to.
            await Task.Delay(Settled, time, stoppingToken);
            _due.Reader.TryRead(out _);
            try
            {
                // Stores last: a sensor that is loaded anew tells its store.
                await CompareAsync("sensor", sensors, stored.ReadAsync, sensor => grains.GetGrain<ISensorGrain>(sensor.SensorId).ReloadAsync(stoppingToken), stoppingToken);
                await CompareAsync("store", stores, stored.ReadAsync, store => grains.GetGrain<IStoreGrain>(store.StoreId).ReloadAsync(stoppingToken), stoppingToken);
                door.Settle(changes);
                if (!door.IsSettled)
                {
                    // Of a change that came meanwhile some grains may not have come over yet.
                    RunSoon();
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotCompared(logger, exception);
                RunSoon();
            }
        }
    }

    private async Task CompareAsync<TFingerprint>(
        string kind, ActiveGrains<TFingerprint> active, Func<IReadOnlyCollection<TFingerprint>, CancellationToken, Task<HashSet<TFingerprint>>> read,
        Func<TFingerprint, Task> reload, CancellationToken cancellationToken)
        where TFingerprint : class
    {
        var left = active.All.ToList();
        for (var attempt = 1; left.Count > 0 && attempt <= Attempts; attempt++)
        {
            var changing = new ConcurrentBag<IAudited<TFingerprint>>();
            foreach (var some in left.Chunk(AtOnce))
            {
                await CompareAsync(kind, some, changing.Add, read, reload, cancellationToken);
            }

            left = [.. changing];
            await Task.Delay(left.Count > 0 ? Pause : TimeSpan.Zero, time, cancellationToken);
        }
    }

    private async Task CompareAsync<TFingerprint>(
        string kind, IReadOnlyCollection<IAudited<TFingerprint>> some, Action<IAudited<TFingerprint>> isChanging,
        Func<IReadOnlyCollection<TFingerprint>, CancellationToken, Task<HashSet<TFingerprint>>> read, Func<TFingerprint, Task> reload, CancellationToken cancellationToken)
        where TFingerprint : class
    {
        var before = await Task.WhenAll(some.Select(FingerprintAsync));
        var known = await read([.. before.Select(one => one.Fingerprint).OfType<TFingerprint>()], cancellationToken);

        // Together: while a silo is being lost, to end one activation and load another takes seconds.
        await Parallel.ForEachAsync(
            before.Where(one => one.IsThere && !(one.Fingerprint is { } fingerprint && known.Contains(fingerprint))),
            new ParallelOptions { MaxDegreeOfParallelism = RenewedAtOnce, CancellationToken = cancellationToken },
            async (one, cancellation) =>
            {
                if (one.Fingerprint is not { } fingerprint || !fingerprint.Equals((await FingerprintAsync(one.Grain)).Fingerprint))
                {
                    isChanging(one.Grain);
                    return;
                }

                _differences.Add(1, new KeyValuePair<string, object?>("kind", kind));
                LogDiffers(logger, kind, fingerprint);
                one.Grain.DeactivateOnIdle();
                await one.Grain.GrainContext.Deactivated.WaitAsync(Patience, TimeProvider.System, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await ReloadAsync(fingerprint, reload, cancellation);
            });
    }

    /// <summary>Ended is what differs; who calls it next has it loaded. That it tells its watchers before may fail, as long as a lost silo is still thought of as one.</summary>
    private async Task ReloadAsync<TFingerprint>(TFingerprint fingerprint, Func<TFingerprint, Task> reload, CancellationToken cancellationToken)
        where TFingerprint : class
    {
        try
        {
            await reload(fingerprint);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotReloaded(logger, fingerprint, exception);
            RunSoon();
        }
    }

    /// <summary>What an activation says of itself, between its turns.</summary>
    private static async Task<(IAudited<TFingerprint> Grain, bool IsThere, TFingerprint? Fingerprint)> FingerprintAsync<TFingerprint>(IAudited<TFingerprint> grain)
        where TFingerprint : class
    {
        var answer = new TaskCompletionSource<TFingerprint?>(TaskCreationOptions.RunContinuationsAsynchronously);
        grain.GrainContext.Scheduler.QueueAction(() => answer.TrySetResult(grain.Fingerprint));
        try
        {
            return (grain, true, await answer.Task.WaitAsync(Patience, TimeProvider.System));
        }
        catch (TimeoutException)
        {
            return (grain, false, null);
        }
    }

    [LoggerMessage(2501, LogLevel.Warning, "The live state of a {Kind} is not what is stored, and is loaded anew; it was made from {Fingerprint}")]
    private static partial void LogDiffers(ILogger logger, string kind, object fingerprint);

    [LoggerMessage(2502, LogLevel.Warning, "Live state could not be compared with what is stored; it is tried again in a moment")]
    private static partial void LogNotCompared(ILogger logger, Exception exception);

    [LoggerMessage(2503, LogLevel.Warning, "What differed has ended and could not be loaded anew yet: {Fingerprint}")]
    private static partial void LogNotReloaded(ILogger logger, object fingerprint, Exception exception);
}
