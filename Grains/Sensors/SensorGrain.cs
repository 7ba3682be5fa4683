using Microsoft.Extensions.Logging;
using Npgsql;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Failures;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Live;
using RetailOrleans.Storage.Live;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Grains.Sensors;

/// <summary>
/// One sensor: stores what comes in, keeps the live numbers, polls its device. What stores takes turns, also what comes without a message
/// through <see cref="SensorDoor"/>; queries interleave, and polls run beside the turns and come back through <see cref="CompletePollAsync"/>.
/// </summary>
[GrainType("sensor")]
internal sealed partial class SensorGrain(
    SensorLoads loads, CollectionLedger ledger, ReadingWriter writer, SpaceHeatmaps pictures, DevicePoller poller, PollMeasurements measurements,
    ContactJournal contacts, StoreReports reports, SensorEventJournal events, ActiveGrains<SensorFingerprint> active, SensorDoor door,
    TimeProvider time, ILogger<SensorGrain> logger) : Grain, ISensorGrain, IAudited<SensorFingerprint>
{
    /// <summary>How soon the day's end is looked at again, should its timer have come early.</summary>
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMinutes(1);

    /// <summary>A sensor that was registered or changed so recently is polled soon also when it is woken, not told.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(1);

    /// <summary>As long as after a message: of a direct call the silo knows nothing, and would take the sensor for idle.</summary>
    private static readonly TimeSpan StayAfterDirectCall = TimeSpan.FromMinutes(30);

    private readonly LiveVoice<ISensorObserver, SensorLive> _voice = new(
        (observer, live) => observer.SensorChangedAsync(live), SensorState.Differs, (live, version) => live with { Version = version }, time);

    private readonly EventBudget _eventBudget = new();
    private readonly Turns _turns = new();
    private bool _hasEnded;
    private PollLoop? _polls;
    private SensorState? _state;
    private long _storeRevision;
    private Task? _loading;
    private int _writing;

    // What happened to the last write is unknown: what is stored must be read again before anything is folded.
    private bool _mustReload;
    private IGrainTimer? _dayTimer;
    private StoreCalendar? _deviceDays;
    private Task<SensorTest>? _test;
    private long _testRevision;

    /// <inheritdoc/>
    public SensorFingerprint? Fingerprint => _state is { } state && !_mustReload && _writing == 0
        ? new(state.Settings.SensorId, state.Settings.SensorKey, _voice.Epoch, state.Settings.Revision, _storeRevision, state.Day.Start, state.Day.End, state.Tally)
        : null;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        active.Add(this);
        door.Open(this);
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        active.Remove(this);
        door.Close(this);
        _polls?.Dispose();
        _dayTimer?.Dispose();

        // The silo has waited for messages under way; who came without one is waited for here, and who comes too late is told to send one.
        _hasEnded = true;
        using (await _turns.TakeAsync())
        {
        }

        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    public async ValueTask<RecordOutcome> RecordAsync(ReadingBatch batch, CancellationToken cancellationToken)
    {
        using var turn = await _turns.TakeAsync();
        return await RecordInTurnAsync(batch, cancellationToken);
    }

    /// <summary>The same without a message, on the activation's scheduler. Null when it has ended: the call goes to the next one.</summary>
    public async Task<RecordOutcome?> RecordHereAsync(ReadingBatch batch)
    {
        using var turn = await _turns.TakeAsync();
        if (_hasEnded)
        {
            return null;
        }

        DelayDeactivation(StayAfterDirectCall);
        return await RecordInTurnAsync(batch, CancellationToken.None);
    }

    private async ValueTask<RecordOutcome> RecordInTurnAsync(ReadingBatch batch, CancellationToken cancellationToken)
    {
        if (await StateAsync() is not { } state)
        {
            return RecordOutcome.UnknownSensor;
        }

        // A batch without readings says that the device was heard of.
        var outcome = batch.Count == 0 ? RecordOutcome.UnknownSensor with { SensorFound = true } : await StoreAsync(state, batch, cancellationToken);
        Seen(state, time.GetUtcNow(), null);
        Publish(state);
        return outcome;
    }

    public async Task CompletePollAsync(PollReport report, CancellationToken cancellationToken)
    {
        using var turn = await _turns.TakeAsync();
        if (await StateAsync() is not { } state || state.Settings.Revision != report.Revision)
        {
            return;
        }

        RollDay(state);
        var news = state.NewsOf(report.Batch);
        state.NoteDevice(report, news);
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
        if (report.Picture is { } picture)
        {
            // Last, and without a part in the live numbers: a picture that can't be stored is asked for again within the hour.
            await pictures.SaveAsync(state.Settings.SensorKey, picture, report.StartedAt, cancellationToken);
        }
    }

    public async Task<SensorTest?> TestAsync(CancellationToken cancellationToken)
    {
        if (await StateAsync() is not { } state)
        {
            return null;
        }

        if (!state.Settings.Config.Collection.IsPolled)
        {
            return DevicePoller.Untested("not_polled", state.PushTest(time.GetUtcNow()), state.Health(time.GetUtcNow()) == SensorHealth.Healthy);
        }

        if (_test is null || _test.IsCompleted || _testRevision != state.Settings.Revision)
        {
            _testRevision = state.Settings.Revision;
            _test = poller.TestAsync(state.Settings, state.Settings.TimeZone ?? _deviceDays!.ZoneId, CancellationToken.None);
        }

        return await _test.WaitAsync(cancellationToken);
    }

    public async Task<SensorLive?> GetLiveAsync(CancellationToken cancellationToken)
    {
        if (await StateAsync() is not { } state)
        {
            return null;
        }

        RollDay(state);
        return Tell(state);
    }

    public async Task<SensorLive?> SubscribeAsync(ISensorObserver observer, CancellationToken cancellationToken)
    {
        _voice.Watchers.Add(observer);
        return await GetLiveAsync(cancellationToken);
    }

    public Task UnsubscribeAsync(ISensorObserver observer, CancellationToken cancellationToken)
    {
        _voice.Watchers.Remove(observer);
        return Task.CompletedTask;
    }

    public Task WakeAsync(CancellationToken cancellationToken) => EnsureLoadedAsync();

    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        using var turn = await _turns.TakeAsync();
        var before = _state?.Settings;
        await LoadAsync();
        if (_state is { } state)
        {
            StartPolls(soon: before?.Revision != state.Settings.Revision);
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

        _writing++;
        try
        {
            // Whoever gives up waiting does not take the batch back: its outcome belongs to this grain, or it would be folded by nobody.
            var result = await writer.WriteAsync(state.Settings.SensorKey, prepared.Batch, state.ChangesSince, state.IsNew(prepared.Batch), CancellationToken.None);
            state.Fold(result.Changes);
            return prepared.Outcome(result.Outcome);
        }
        catch (Exception exception)
        {
            _mustReload |= exception is not StorageUnavailableException { NothingStored: true };
            throw;
        }
        finally
        {
            _writing--;
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
        var version = _voice.NextVersion();
        reports.Put(state.Snapshot(version));
        _voice.Announce(_voice.Watchers.Any ? state.Live(version, time.GetUtcNow()) : null);
    }

    /// <summary>
    /// The state now, with a new version when a watcher would see a difference: a sensor becomes late and an hour ends without news. Silos
    /// that watch it ask every few seconds.
    /// </summary>
    private SensorLive Tell(SensorState state)
    {
        var live = state.Live(0, time.GetUtcNow());
        return _voice.Tell(live) with { At = live.At };
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
    private ValueTask<SensorState?> StateAsync() => _mustReload || _state is null ? LoadedStateAsync() : new ValueTask<SensorState?>(_state);

    private async ValueTask<SensorState?> LoadedStateAsync()
    {
        await (_mustReload ? LoadAsync() : EnsureLoadedAsync());
        return _state;
    }

    private Task EnsureLoadedAsync() => _state is null ? LoadAsync() : Task.CompletedTask;

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
            if (await loads.LoadAsync(sensorId) is not { } loaded)
            {
                Forget();
                return;
            }

            var (settings, state) = (loaded.State.Settings, loaded.State);
            if (_state is { } before)
            {
                // Contact is written behind: what this activation knows may be newer than the database.
                state.Contact(before.LastSeenAt, before.LastError);
                state.Device = before.Device;
            }

            _voice.Begin(loaded.Takeover.Epoch);
            (_state, _storeRevision, _mustReload) = (state, loaded.StoreRevision, false);
            ScheduleDayEnd(state);
            _deviceDays = StoreCalendar.Create(settings.TimeZone is { } zone && TimeZones.IsKnown(zone) ? zone : loaded.Calendar.ZoneId);
            Polls().TakeOver(loaded.Takeover);
            StartPolls(soon: time.GetUtcNow() - settings.UpdatedAt < Recent);

            // The activation before may have stored what it could tell nobody any more.
            Publish(state);
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
        (_state, _dayTimer) = (null, null);
        DeactivateOnIdle();
    }

    private void StartPolls(bool soon) => Polls().Start(
        _state is { Settings: { IsActive: true, Config.Collection.IsPolled: true } } state ? new PollPlan(state, _deviceDays!) : null, soon);

    private PollLoop Polls() => _polls ??= new PollLoop(
        this, report => this.AsReference<ISensorGrain>().CompletePollAsync(report, CancellationToken.None), poller, ledger, measurements, time, logger);

    [LoggerMessage(2104, LogLevel.Warning, "Sensor {SensorId} could not be loaded; the next call tries again")]
    private static partial void LogNotLoaded(ILogger logger, Guid sensorId, Exception exception);

    [LoggerMessage(2103, LogLevel.Warning, "A polled reading of sensor {SensorId} was refused: {Reason}")]
    private static partial void LogRefused(ILogger logger, Guid sensorId, string reason);
}
