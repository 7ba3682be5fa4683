using Microsoft.Extensions.Logging;
using Npgsql;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Failures;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.Grains.Live;
using RetailOrleans.Grains.Scheduling;
using RetailOrleans.Storage.Readings;

namespace RetailOrleans.Grains.Sensors;

/// <summary>
/// One sensor: stores what comes in, keeps the live numbers, polls its device. Its turns are ingest; queries interleave, and polls run
/// beside the turns and come back through <see cref="CompletePollAsync"/>.
/// </summary>
[GrainType("sensor")]
internal sealed partial class SensorGrain(
    SensorLoads loads, ReadingWriter writer, SpaceHeatmaps pictures, DevicePoller poller, ContactJournal contacts,
    TimeProvider time, ILogger<SensorGrain> logger) : Grain, ISensorGrain
{
    /// <summary>How soon the day's end is looked at again, should its timer have come early.</summary>
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMinutes(1);

    private readonly Watchers<ISensorObserver, SensorLive> _watchers = new((observer, live) => observer.SensorChangedAsync(live), time);
    private Outbox<SensorSnapshot>? _outbox;
    private VersionCounter? _version;
    private SensorState? _state;
    private SensorLive? _told;
    private StoreCalendar? _calendar;
    private Task? _loading;

    // What happened to the last write is unknown: what is stored must be read again before anything is folded.
    private bool _mustReload;
    private IGrainTimer? _pollTimer;
    private IGrainTimer? _dayTimer;
    private Task _poll = Task.CompletedTask;
    private Task<SensorTest>? _test;
    private long _testRevision;

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _pollTimer?.Dispose();
        _dayTimer?.Dispose();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    public async Task<RecordOutcome> RecordAsync(ReadingBatch batch, CancellationToken cancellationToken)
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

        Seen(state, report.Answered ? report.StartedAt : null, report.Error);
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
            _test = poller.TestAsync(state.Settings, state.Settings.TimeZone ?? _calendar!.ZoneId, CancellationToken.None);
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
            SchedulePolls(soon: before?.Revision != state.Settings.Revision);
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
        catch (Exception exception)
        {
            _mustReload |= exception is not StorageUnavailableException { NothingStored: true };
            throw;
        }
    }

    private void Seen(SensorState state, DateTimeOffset? seenAt, string? error)
    {
        state.Contact(seenAt, error);
        contacts.Note(state.Settings.SensorId, state.LastSeenAt, state.LastError);
    }

    private void Publish(SensorState state)
    {
        var version = _version!.Next();
        _outbox!.Put(state.Snapshot(version));
        _told = _watchers.Any ? state.Live(version, time.GetUtcNow()) : null;
        if (_told is not null)
        {
            _watchers.Notify(_told);
        }
    }

    /// <summary>
    /// The state now, with a new version when a watcher would see a difference: a sensor becomes late and an hour ends without news. Silos
    /// that watch it ask every few seconds.
    /// </summary>
    private SensorLive Tell(SensorState state)
    {
        var live = state.Live(0, time.GetUtcNow());
        if (_told is null || SensorState.Differs(live, _told))
        {
            _told = live with { Version = _version!.Next() };
            _watchers.Notify(_told);
        }

        return _told with { At = live.At };
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
            if (await loads.LoadAsync(sensorId) is not { } loaded)
            {
                Forget();
                return;
            }

            var (settings, calendar, state) = (loaded.State.Settings, loaded.Calendar, loaded.State);
            var version = new VersionCounter(loaded.Epoch);
            if (_state is { } before)
            {
                // Contact is written behind: what this activation knows may be newer than the database.
                state.Contact(before.LastSeenAt, before.LastError);
                state.Device = before.Device;
            }

            (_version, _state, _told, _calendar, _mustReload) = (version, state, null, calendar, false);
            _outbox = new Outbox<SensorSnapshot>(
                snapshot => GrainFactory.GetGrain<IStoreGrain>(snapshot.StoreId).ReportAsync(snapshot),
                exception => LogNotReported(logger, sensorId, exception));
            ScheduleDayEnd(state);
            SchedulePolls(soon: settings.LastSeenAt is null);
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
        _pollTimer?.Dispose();
        _dayTimer?.Dispose();
        (_version, _state, _pollTimer, _dayTimer) = (null, null, null, null);
        DeactivateOnIdle();
    }

    private void SchedulePolls(bool soon)
    {
        _pollTimer?.Dispose();
        _pollTimer = null;
        if (_state is not { Settings: { IsActive: true, Config.Collection.IsPolled: true } } state)
        {
            return;
        }

        _pollTimer = this.RegisterGrainTimer(
            StartPollAsync,
            new GrainTimerCreationOptions(PollSchedule.FirstDelay(state.Settings.SensorId, state.Interval, soon), state.Interval)
            {
                KeepAlive = true,
                Interleave = true,
            });
    }

    /// <summary>Starts a poll beside the turns, unless the last one still runs: a device is never asked twice at once.</summary>
    private Task StartPollAsync(CancellationToken cancellationToken)
    {
        if (_poll.IsCompleted && _state is { } state)
        {
            _poll = PollAsync(state, cancellationToken);
        }

        return Task.CompletedTask;
    }

    private async Task PollAsync(SensorState state, CancellationToken cancellationToken)
    {
        try
        {
            var now = time.GetUtcNow();
            var zone = state.Settings.TimeZone ?? _calendar!.ZoneId;
            var from = PollSchedule.From(state.LatestPeopleAt, state.Day.Start, state.Settings.Config.Collection, now);
            var report = await poller.PollAsync(state.Settings, zone, from, cancellationToken);
            await this.AsReference<ISensorGrain>().CompletePollAsync(report, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // The next poll asks for the same time again, so nothing is lost.
            LogPollFailed(logger, state.Settings.SensorId, exception);
        }
    }

    [LoggerMessage(2101, LogLevel.Warning, "A poll of sensor {SensorId} could not be completed; the next one asks again")]
    private static partial void LogPollFailed(ILogger logger, Guid sensorId, Exception exception);

    [LoggerMessage(2102, LogLevel.Warning, "The state of sensor {SensorId} did not reach its store; it goes again with the next change or wake-up")]
    private static partial void LogNotReported(ILogger logger, Guid sensorId, Exception exception);

    [LoggerMessage(2104, LogLevel.Warning, "Sensor {SensorId} could not be loaded; the next call tries again")]
    private static partial void LogNotLoaded(ILogger logger, Guid sensorId, Exception exception);

    [LoggerMessage(2103, LogLevel.Warning, "A polled reading of sensor {SensorId} was refused: {Reason}")]
    private static partial void LogRefused(ILogger logger, Guid sensorId, string reason);
}
