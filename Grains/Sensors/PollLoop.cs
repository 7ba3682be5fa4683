using Microsoft.Extensions.Logging;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Scheduling;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Grains.Sensors;

/// <summary>
/// The polling of one sensor: live at its interval, and in between, one window at a time, what is owed of the past. Lives within the
/// sensor's grain, beside its turns. One poll is under way at most, so a device is never asked twice at once.
/// </summary>
internal sealed partial class PollLoop(
    IGrainBase grain, Func<PollReport, Task> complete, DevicePoller poller, CollectionLedger ledger, PollMeasurements measurements,
    TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>The timer looks up at least this often, which also keeps the grain alive: what it knows of its device's failures is in memory.</summary>
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMinutes(10);

    /// <summary>The rest between two windows of the past.</summary>
    private static readonly TimeSpan CatchUpPause = TimeSpan.FromSeconds(15);

    /// <summary>A window that a device fails to give so often, while its live polls are good, is given up.</summary>
    private const int CatchUpTries = 5;

    private PollPlan? _plan;
    private IGrainTimer? _timer;
    private Task _poll = Task.CompletedTask;
    private PollPace _pace;
    private DateTimeOffset _liveDue;
    private DateTimeOffset _catchUpDue;
    private int _catchUpFailures;

    /// <summary>How far collection has come.</summary>
    public CatchUp Progress { get; private set; } = CatchUp.Nothing;

    /// <summary>Begins, with what an earlier activation left.</summary>
    public void TakeOver(SensorTakeover takeover)
    {
        foreach (var owed in takeover.Owed)
        {
            Progress = Progress.Owe(owed);
        }

        Progress = Progress with { Until = takeover.CollectedUntil > Progress.Until ? takeover.CollectedUntil : Progress.Until ?? takeover.CollectedUntil };
    }

    /// <summary>
    /// Polls by new settings, or stops when the sensor is not to be polled. A new revision closes the circuit; the same one read again
    /// changes nothing that is under way.
    /// </summary>
    /// <param name="plan">What to poll; null = nothing.</param>
    /// <param name="soon">Within seconds, because somebody waits for it.</param>
    public void Start(PollPlan? plan, bool soon)
    {
        var now = time.GetUtcNow();
        if (plan is not null && !soon && IsCurrent(plan))
        {
            _plan = plan;
            var next = NextLive(plan, now);
            _liveDue = next < _liveDue ? next : _liveDue;
            SetTimer();
            return;
        }

        Stop();
        if (plan is null)
        {
            return;
        }

        _plan = plan;
        _liveDue = soon ? plan.Schedule.First(now) : plan.Schedule.Next(now, TimeSpan.Zero);
        _timer = grain.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions(UntilDue(), Timeout.InfiniteTimeSpan) { KeepAlive = true, Interleave = true });
    }

    /// <summary>Ends polling; a poll under way is ended too.</summary>
    public void Stop()
    {
        _timer?.Dispose();
        SetPace(default);
        (_plan, _timer, _catchUpFailures) = (null, null, 0);
    }

    public void Dispose() => Stop();

    private Task TickAsync(CancellationToken cancellationToken)
    {
        if (_poll.IsCompleted && _plan is { } plan)
        {
            var now = time.GetUtcNow();
            if (now >= _liveDue)
            {
                _poll = LiveAsync(plan, cancellationToken);
            }
            else if (CatchUpWindow(plan) is { } window && now >= _catchUpDue)
            {
                _poll = CatchUpAsync(plan, window, cancellationToken);
            }
        }

        // A poll under way sets the timer when it ends.
        if (_poll.IsCompleted)
        {
            SetTimer();
        }

        return Task.CompletedTask;
    }

    private async Task LiveAsync(PollPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            var now = time.GetUtcNow();
            var (window, older) = Progress.Live(plan.State.LatestPeopleAt, plan.State.Day.Start, TimeSpan.FromHours(plan.Settings.Config.Collection.BackfillHours), now);
            var lane = _pace.Failures > 0 || _pace.IsOpen ? PollLane.Failing : PollLane.Live;
            var report = await poller.PollAsync(new PollQuestion(plan.Settings, plan.ZoneId, window, lane, _liveDue), cancellationToken);
            if (IsCurrent(plan))
            {
                SetPace(_pace.After(report.Trouble));
            }

            if (report.Collected && older is { } owed)
            {
                // Before anything newer is stored: from then on only this note tells of the gap.
                await ledger.OweAsync(plan.Settings.SensorId, owed, cancellationToken);
                Progress = Progress.Owe(owed);
            }

            await complete(report);
            if (report.Collected && IsCurrent(plan))
            {
                Progress = Progress with { Until = report.StartedAt };
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The next poll asks for the same time again, so nothing is lost.
            LogPollFailed(logger, plan.Settings.SensorId, exception);
        }
        catch (OperationCanceledException)
        {
            // The settings changed, or the grain goes.
        }
        finally
        {
            if (IsCurrent(plan))
            {
                _liveDue = NextLive(_plan!, time.GetUtcNow());
            }

            _poll = Task.CompletedTask;
            SetTimer();
        }
    }

    private async Task CatchUpAsync(PollPlan plan, Stretch window, CancellationToken cancellationToken)
    {
        var done = false;
        try
        {
            var report = await poller.PollAsync(new PollQuestion(plan.Settings, plan.ZoneId, window, PollLane.CatchUp, _catchUpDue), cancellationToken);
            await complete(report);
            done = report.Collected && IsCurrent(plan);
            if (!done && ++_catchUpFailures >= CatchUpTries)
            {
                LogGivenUp(logger, plan.Settings.SensorId, window.From, window.To, CatchUpTries, report.Error);
                done = true;
            }

            if (done)
            {
                await ledger.PayAsync(plan.Settings.SensorId, window, cancellationToken);
                Progress = Progress.Pay(window);
                _catchUpFailures = 0;
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogPollFailed(logger, plan.Settings.SensorId, exception);
        }
        catch (OperationCanceledException)
        {
            // The settings changed, or the grain goes.
        }
        finally
        {
            _catchUpDue = time.GetUtcNow() + (CatchUpPause * (1 << (2 * Math.Min(_catchUpFailures, CatchUpTries))));
            _poll = Task.CompletedTask;
            SetTimer();
        }
    }

    /// <summary>What to ask for of the past; nothing while the device is in trouble.</summary>
    private Stretch? CatchUpWindow(PollPlan plan) => _pace == default && Progress.Until is not null ? Progress.Window(plan.DeviceDays) : null;

    private bool IsCurrent(PollPlan plan) => _plan?.Settings.Revision == plan.Settings.Revision;

    private DateTimeOffset NextLive(PollPlan plan, DateTimeOffset now) => plan.Schedule.Next(now, _pace.Pause(plan.Schedule.IntervalAt(now)));

    private void SetPace(PollPace pace)
    {
        measurements.Circuit(_pace.IsOpen, pace.IsOpen);
        _pace = pace;
    }

    private void SetTimer() => _timer?.Change(UntilDue(), Timeout.InfiniteTimeSpan);

    private TimeSpan UntilDue()
    {
        var due = _plan is { } plan && CatchUpWindow(plan) is not null && _catchUpDue < _liveDue ? _catchUpDue : _liveDue;
        var left = due - time.GetUtcNow();
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left < LookPeriod ? left : LookPeriod;
    }

    [LoggerMessage(2101, LogLevel.Warning, "A poll of sensor {SensorId} could not be completed; the next one asks again")]
    private static partial void LogPollFailed(ILogger logger, Guid sensorId, Exception exception);

    [LoggerMessage(2106, LogLevel.Warning, "The past of sensor {SensorId} from {From:u} to {To:u} is given up after {Tries} tries: {Error}")]
    private static partial void LogGivenUp(ILogger logger, Guid sensorId, DateTimeOffset from, DateTimeOffset to, int tries, string? error);
}
