using Microsoft.Extensions.Logging;
using Npgsql;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Failures;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.Grains.Live;
using RetailOrleans.Grains.Stores;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Grains.Sensors;

/// <summary>
/// One sensor: stores what comes in, keeps the live numbers, polls its device. Its turns are ingest; queries interleave, and polls run
/// beside the turns and come back through <see cref="CompletePollAsync"/>.
/// </summary>
[GrainType("sensor")]
internal sealed partial class SensorGrain(
    RegistryReader registry, CollectionLedger ledger, ReadingQueries readings, ReadingWriter writer, DevicePoller poller, PollMeasurements measurements,
    ContactJournal contacts, SensorEventJournal events, TimeProvider time, ILogger<SensorGrain> logger) : Grain, ISensorGrain
{
    /// <summary>How soon the day's end is looked at again, should its timer have come early.</summary>
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMinutes(1);

    /// <summary>A sensor that was registered or changed so recently is polled soon also when it is woken, not told.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(1);

    private readonly Watchers<ISensorObserver, SensorLive> _watchers = new((observer, live) => observer.SensorChangedAsync(live), time);
    private readonly EventBudget _eventBudget = new();
    private PollLoop? _polls;
    private Outbox<SensorSnapshot>? _outbox;
    private VersionCounter? _version;
    private SensorState? _state;
    private Task? _loading;

    // What happened to the last write is unknown: what is stored must be read again before anything is folded.
    private bool _mustReload;
    private IGrainTimer? _dayTimer;
    private StoreCalendar? _deviceDays;

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _polls?.Dispose();
        _dayTimer?.Dispose();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    public async Task<RecordOutcome> RecordAsync(ReadingBatch batch, CancellationToken cancellationToken)
    {
        if (await StateAsync() is not { } state)
        {
            return RecordOutcome.UnknownSensor;
        }

        var outcome = await StoreAsync(state, batch, cancellationToken);
        Seen(state, time.GetUtcNow(), null);
        Publish(state);
        return outcome;
    }

    public async Task CompletePollAsync(PollReport report, CancellationToken cancellationToken)
    {
        if (await StateAsync() is not { } state || state.Settings.Revision != report.Revision)
        {
            return;
        }

        RollDay(state);
        var news = state.NewsOf(report.Batch);
        if (news.Count > 0)
        {
            var outcome = await StoreAsync(state, news, cancellationToken);
            foreach (var refusal in outcome.Refusals)
            {
                LogRefused(logger, state.Settings.SensorId, refusal.Message);
            }
        }

        DateTimeOffset? seenAt = report.Answered ? report.StartedAt : null;
        if (report.IsCatchUp)
        {
            Seen(state, seenAt, state.LastError);
        }
        else
        {
            Seen(state, seenAt, report.Error, report.Collected ? report.StartedAt : null);
        }

        Publish(state);
    }

    public async Task<SensorLive?> GetLiveAsync(CancellationToken cancellationToken)
    {
        if (await StateAsync() is not { } state)
        {
            return null;
        }

        RollDay(state);
        return state.Live(_version!.Current, time.GetUtcNow());
    }

    public async Task<SensorLive?> SubscribeAsync(ISensorObserver observer, CancellationToken cancellationToken)
    {
        _watchers.Add(observer);
        return await GetLiveAsync(cancellationToken);
    }

    public Task UnsubscribeAsync(ISensorObserver observer, CancellationToken cancellationToken)
    {
        _watchers.Remove(observer);
        return Task.CompletedTask;
    }

    public async Task WakeAsync(CancellationToken cancellationToken)
    {
        await EnsureLoadedAsync();
        if (_state is { } state && _outbox!.IsBehind)
        {
            Publish(state);
        }
    }

    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        var before = _state?.Settings;
        await LoadAsync();
        if (_state is { } state)
        {
            StartPolls(soon: before?.Revision != state.Settings.Revision);
            Publish(state);
        }
    }

    private async Task<RecordOutcome> StoreAsync(SensorState state, ReadingBatch batch, CancellationToken cancellationToken)
    {
        RollDay(state);
        cancellationToken.ThrowIfCancellationRequested();
        var prepared = PreparedBatch.Of(batch);
        if (batch.AllOrNothing && !prepared.Refusals.IsEmpty)
        {
            return new RecordOutcome(true, default, default, default, default, prepared.Refusals);
        }

        try
        {
            // Whoever gives up waiting does not take the batch back: its outcome belongs to this grain, or it would be folded by nobody.
            var result = await writer.WriteAsync(state.Settings.SensorKey, prepared.Batch, state.ChangesSince, CancellationToken.None);
            state.Fold(result.Changes);
            return prepared.Outcome(result.Outcome);
        }
        catch (Exception)
        {
            _mustReload = true;
            throw;
        }
    }

    private void Seen(SensorState state, DateTimeOffset? seenAt, string? error, DateTimeOffset? collectedUntil = null)
    {
        var now = time.GetUtcNow();
        if (SensorNews.OfContact(state.Settings.SensorId, state.Health(now), state.LastSeenAt, state.LastError, error, now) is { } news
            && _eventBudget.TryTake(now, out var leftOut))
        {
            events.Note(leftOut == 0 ? news : news with { Detail = $"{news.Detail} ({leftOut} more before this, left out.)" });
        }

        state.Contact(seenAt, error);
        contacts.Note(state.Settings.SensorId, state.LastSeenAt, state.LastError, collectedUntil);
    }

    private void Publish(SensorState state)
    {
        var version = _version!.Next();
        _outbox!.Put(state.Snapshot(version));
        if (_watchers.Any)
        {
            _watchers.Notify(state.Live(version, time.GetUtcNow()));
        }
    }

    /// <summary>Begins a new day, which is news.</summary>
    private void RollDay(SensorState state)
    {
        if (state.RollTo(time.GetUtcNow()))
        {
            ScheduleDayEnd(state);
            Publish(state);
        }
    }

    private void ScheduleDayEnd(SensorState state)
    {
        _dayTimer?.Dispose();
        var left = state.Day.End - time.GetUtcNow();
        _dayTimer = this.RegisterGrainTimer(
            _ =>
            {
                if (_state is { } current)
                {
                    RollDay(current);
                }

                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(left > TimeSpan.Zero ? left : TimeSpan.Zero, LookPeriod) { Interleave = true });
    }

    /// <summary>The state that answers and writes rely on; null when there is no such sensor.</summary>
    private async Task<SensorState?> StateAsync()
    {
        if (_mustReload)
        {
            await LoadAsync();
            if (_state is { } state)
            {
                Publish(state);
            }
        }
        else
        {
            await EnsureLoadedAsync();
        }

        return _state;
    }

    private Task EnsureLoadedAsync() => _version is null ? LoadAsync() : Task.CompletedTask;

    /// <summary>One load at a time, whoever asks; queries interleave.</summary>
    private Task LoadAsync()
    {
        if (_loading is null || _loading.IsCompleted)
        {
            _loading = LoadOnceAsync();
        }

        return _loading;
    }

    private async Task LoadOnceAsync()
    {
        var sensorId = this.GetPrimaryKey();
        try
        {
            var settings = await registry.FindSensorAsync(sensorId);
            var store = settings is null ? null : await registry.FindStoreAsync(settings.StoreId);
            if (settings is null || store is null)
            {
                Forget();
                return;
            }

            var takeover = await ledger.TakeOverAsync(sensorId);
            var version = new VersionCounter(takeover.Epoch);
            var calendar = StoreCalendar.Create(store.TimeZone, store.DayStart);
            var state = new SensorState(settings, calendar, time.GetUtcNow(), StoreHours.Of(store));
            var stored = await readings.LoadAsync([settings.SensorKey], state.Day.Start, state.Day.End + SensorState.Ahead, true, CancellationToken.None);
            state.Load(stored[0]);
            if (_state is { } before)
            {
                // Contact is written behind: what this activation knows may be newer than the database.
                state.Contact(before.LastSeenAt, before.LastError);
            }

            (_version, _state, _mustReload) = (version, state, false);
            _outbox = new Outbox<SensorSnapshot>(
                snapshot => GrainFactory.GetGrain<IStoreGrain>(snapshot.StoreId).ReportAsync(snapshot),
                exception => LogNotReported(logger, sensorId, exception));
            ScheduleDayEnd(state);
            _deviceDays = StoreCalendar.Create(settings.TimeZone is { } zone && TimeZones.IsKnown(zone) ? zone : store.TimeZone);
            Polls().TakeOver(takeover);
            StartPolls(soon: time.GetUtcNow() - settings.UpdatedAt < Recent);
        }
        catch (NpgsqlException exception)
        {
            LogNotLoaded(logger, sensorId, exception);
            throw new StorageUnavailableException("The database does not answer. Send again in a moment.");
        }
    }

    /// <summary>There is no such sensor (any more): the next call asks again.</summary>
    private void Forget()
    {
        _polls?.Dispose();
        _dayTimer?.Dispose();
        (_version, _state, _dayTimer) = (null, null, null);
        DeactivateOnIdle();
    }

    private void StartPolls(bool soon) => Polls().Start(
        _state is { Settings: { IsActive: true, Config.Collection.IsPolled: true } } state ? new PollPlan(state, _deviceDays!) : null, soon);

    private PollLoop Polls() => _polls ??= new PollLoop(
        this, report => this.AsReference<ISensorGrain>().CompletePollAsync(report, CancellationToken.None), poller, ledger, measurements, time, logger);

    [LoggerMessage(2102, LogLevel.Warning, "The state of sensor {SensorId} did not reach its store; it goes again with the next change or wake-up")]
    private static partial void LogNotReported(ILogger logger, Guid sensorId, Exception exception);

    [LoggerMessage(2104, LogLevel.Warning, "Sensor {SensorId} could not be loaded; the next call tries again")]
    private static partial void LogNotLoaded(ILogger logger, Guid sensorId, Exception exception);

    [LoggerMessage(2103, LogLevel.Warning, "A polled reading of sensor {SensorId} was refused: {Reason}")]
    private static partial void LogRefused(ILogger logger, Guid sensorId, string reason);
}
