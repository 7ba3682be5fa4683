using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Npgsql;
using RetailOrleans.Grains.Alerts;
using RetailOrleans.Grains.Interfaces.Failures;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.Grains.Live;
using RetailOrleans.Grains.Scheduling;
using RetailOrleans.Grains.Sensors;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.Storage.Live;
using RetailOrleans.Storage.Patterns;
using RetailOrleans.Storage.Sales;

namespace RetailOrleans.Grains.Stores;

/// <summary>
/// One store: sums its sensors, tells its watchers, and wakes sensors that are late. It starts from one query over its sensors' day and
/// from then on hears from them; it never asks them.
/// </summary>
[GrainType("store")]
internal sealed partial class StoreGrain(
    StoreLoads loads, StoreLoadPlaces places, SalesQueries sales, StorePatterns patterns, AlertRuleBook rules, AlertLedger ledger, AlertMeasurements measurements,
    SensorWaker waker, SensorEventJournal events, ActiveGrains<StoreFingerprint> active, TimeProvider time, ILogger<StoreGrain> logger) : Grain, IStoreGrain, IRemindable, IAudited<StoreFingerprint>
{
    private const string WakeReminder = "wake-sensors";
    private static readonly TimeSpan WakePeriod = TimeSpan.FromMinutes(1);

    /// <summary>How often the passing of time is looked at: a sensor becomes late, a day begins, without any news.</summary>
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(5);

    /// <summary>Between two looks that reports ask for: a busy store's rules see its newest state, not each of them.</summary>
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(500);

    private readonly LiveVoice<IStoreObserver, StoreLive> _voice = new(
        (observer, live) => observer.StoreChangedAsync(live), StoreState.Differs, (live, version) => live with { Version = version }, time);

    private StoreState? _state;
    private Task? _loading;
    private StoreAlerts? _alerts;
    private StoreSales? _sales;
    private StoreUsual? _usual;
    private DateTimeOffset _listeningSince;
    private IGrainTimer? _soon;
    private long? _lookedAt;
    private bool _lookIsDue;

    // Since when each sensor that is offline is, as far as it was noted.
    private readonly Dictionary<Guid, DateTimeOffset> _offline = [];

    /// <inheritdoc/>
    public StoreFingerprint? Fingerprint => _state is { } state
        ? new(state.Settings.StoreId, _voice.Epoch, state.Settings.Revision, state.Sensors.Count)
        : null;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        active.Add(this);
        this.RegisterGrainTimer(LookAsync, new GrainTimerCreationOptions(LookPeriod, LookPeriod) { Interleave = true });
        _soon = this.RegisterGrainTimer(LookAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        active.Remove(this);
        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    public async ValueTask ReportAsync(ImmutableArray<SensorSnapshot> snapshots)
    {
        await EnsureLoadedAsync();
        if (_state is { } state && state.Accept(snapshots))
        {
            if (_voice.Watchers.Any)
            {
                // Without watchers the sum waits for the next look: it costs more than taking the report.
                Tell(state);
            }

            LookSoon(state);
        }
    }

    public async Task<StoreLive?> GetLiveAsync(CancellationToken cancellationToken)
    {
        await EnsureLoadedAsync();
        return _state is { } state ? Tell(state) : null;
    }

    public async Task<StoreStatus?> GetStatusAsync(CancellationToken cancellationToken)
    {
        await EnsureLoadedAsync();
        return _state?.Status(time.GetUtcNow(), _alerts!.Open);
    }

    public async Task<StoreLive?> SubscribeAsync(IStoreObserver observer, CancellationToken cancellationToken)
    {
        await EnsureLoadedAsync();
        if (_state is not { } state)
        {
            return null;
        }

        _voice.Watchers.Add(observer);
        return Tell(state);
    }

    public Task UnsubscribeAsync(IStoreObserver observer, CancellationToken cancellationToken)
    {
        _voice.Watchers.Remove(observer);
        return Task.CompletedTask;
    }

    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await LoadAsync();
        if (_state is { } state)
        {
            await this.RegisterOrUpdateReminder(WakeReminder, FirstWake(), WakePeriod, cancellationToken);
            Look(state);
        }
        else if (await this.GetReminder(WakeReminder, cancellationToken) is { } reminder)
        {
            await this.UnregisterReminder(reminder, cancellationToken);
        }
    }

    public async Task ReloadAlertsAsync(CancellationToken cancellationToken)
    {
        if (_state is { } state)
        {
            await _alerts!.LoadAsync(state.Settings.OrganizationId, time.GetUtcNow());
            Tell(state);
        }
    }

    public async Task ReloadSalesAsync(CancellationToken cancellationToken)
    {
        await EnsureLoadedAsync();
        if (_state is { } state && await ReadSalesAsync(state, isChanged: true))
        {
            Look(state);
        }
    }

    /// <summary>A safety net, not a clock: grain timers give the cadence, this brings back the sensors that lost theirs.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await EnsureLoadedAsync();
        if (_state is not { } state)
        {
            await ReloadAsync(CancellationToken.None);
            return;
        }

        var now = time.GetUtcNow();
        foreach (var sensor in state.Sensors.Where(sensor => sensor.IsActive && IsOverdue(sensor, now)))
        {
            waker.Wake(sensor.SensorId);

            // Here, because nobody calls the grain of a sensor that pushes when it stops to.
            if (SensorNews.OfSilence(sensor, now) is { } silence && (!_offline.TryGetValue(sensor.SensorId, out var noted) || noted != silence.At))
            {
                _offline[sensor.SensorId] = silence.At;
                events.Note(silence);
            }
        }
    }

    private static bool IsOverdue(SensorSnapshot sensor, DateTimeOffset now) =>
        sensor.LastSeenAt is not { } seen || now - seen > (sensor.Interval * 1.1) + TimeSpan.FromSeconds(20);

    /// <summary>Spreads the reminders of a fleet over their minute.</summary>
    private TimeSpan FirstWake() => WakePeriod + (WakePeriod * HashSpread.Of(this.GetPrimaryKey()));

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (_state is { } state)
        {
            await ReadSalesAsync(state, isChanged: false);
            if (_alerts!.NeedUsual)
            {
                await _usual!.ReadAsync(state.Calendar, time.GetUtcNow());
            }

            Look(state);
            await _alerts!.CatchUpAsync(time.GetUtcNow());
        }
    }

    private async Task<bool> ReadSalesAsync(StoreState state, bool isChanged)
    {
        var now = time.GetUtcNow();
        return _alerts!.NeedSales && await _sales!.ReadAsync(state.Calendar.DayOf(now), now, isChanged);
    }

    /// <summary>The first change is looked at at once, those that follow it together.</summary>
    private void LookSoon(StoreState state)
    {
        var since = _lookedAt is { } at ? time.GetElapsedTime(at) : LookPause;
        if (since >= LookPause)
        {
            Look(state);
        }
        else if (!_lookIsDue)
        {
            _lookIsDue = true;
            _soon!.Change(LookPause - since, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Has watchers and rules look at the state now.</summary>
    private void Look(StoreState state)
    {
        (_lookedAt, _lookIsDue) = (time.GetTimestamp(), false);
        var live = Tell(state);
        _alerts!.Evaluate(new StoreView(state, live, live.At, _listeningSince, _sales!.Of(state.Calendar.DayOf(live.At)), _usual!.Pattern));
    }

    /// <summary>The state now, with a new version when a watcher would see a difference, and then the watchers are told.</summary>
    private StoreLive Tell(StoreState state)
    {
        var live = state.Live(0, time.GetUtcNow(), _alerts!.OpenCount);
        return _voice.Tell(live) with { At = live.At };
    }

    private void TellIfLoaded()
    {
        if (_state is { } state)
        {
            Tell(state);
        }
    }

    private void LookIfLoaded()
    {
        if (_state is { } state)
        {
            Look(state);
        }
    }

    private Task EnsureLoadedAsync() => _state is null ? LoadAsync() : Task.CompletedTask;

    /// <summary>One load at a time, whoever asks; nearly all calls interleave.</summary>
    private Task LoadAsync()
    {
        if (_loading is null || _loading.IsCompleted)
        {
            _loading = places.InTurnAsync(LoadOnceAsync);
        }

        return _loading;
    }

    private async Task LoadOnceAsync()
    {
        var storeId = this.GetPrimaryKey();
        try
        {
            if (await loads.LoadAsync(storeId) is not { } loaded)
            {
                _state = null;
                DeactivateOnIdle();
                return;
            }

            var (fresh, now) = (loaded.State, time.GetUtcNow());
            foreach (var known in _state?.Sensors ?? [])
            {
                // What a sensor itself has told since its last change of settings is newer than what was just read.
                if (fresh.Sensors.Any(sensor => sensor.SensorId == known.SensorId && sensor.Name == known.Name && sensor.IsActive == known.IsActive))
                {
                    fresh.Accept(known);
                }
            }

            _sales ??= new StoreSales(storeId, sales, logger);
            _usual ??= new StoreUsual(storeId, patterns, places, logger);
            _alerts ??= new StoreAlerts(storeId, rules, ledger, measurements, new RegionLink(storeId, GrainFactory, LookIfLoaded, logger), TellIfLoaded, logger);
            await _alerts.LoadAsync(fresh.Settings.OrganizationId, now);
            _listeningSince = _listeningSince == default ? now : _listeningSince;
            _voice.Begin(loaded.Epoch);
            _state = fresh;
        }
        catch (NpgsqlException exception)
        {
            LogNotLoaded(logger, storeId, exception);
            throw new StorageUnavailableException("The database does not answer. Try again in a moment.");
        }
    }

    [LoggerMessage(2202, LogLevel.Warning, "Store {StoreId} could not be loaded; the next call tries again")]
    private static partial void LogNotLoaded(ILogger logger, Guid storeId, Exception exception);
}
