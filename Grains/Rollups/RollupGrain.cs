using Microsoft.Extensions.Logging;
using RetailOrleans.Grains.Interfaces.Rollups;

namespace RetailOrleans.Grains.Rollups;

/// <summary>Pays what its shard's stores owe, again and again. The reminder keeps it alive somewhere; its timer gives the pace.</summary>
[GrainType("rollup")]
internal sealed partial class RollupGrain(RollupDebts debts, ILogger<RollupGrain> logger) : Grain, IRollupGrain, IRemindable
{
    private const string KeepAliveReminder = "keep-rolling-up";
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    /// <summary>After a run that paid: a run makes whole days, so many commits share one.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    /// <summary>While nothing is owed: what is first counted then shows within a second, and a look costs next to nothing.</summary>
    private static readonly TimeSpan IdlePace = TimeSpan.FromSeconds(1);

    private IGrainTimer? _timer;
    private TimeSpan _pace = Pace;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // The period counts from the end of a run, so a long one is not chased by the next.
        _timer = this.RegisterGrainTimer(RunAsync, new GrainTimerCreationOptions(Pace, Pace) { KeepAlive = true, Interleave = true });
        return Task.CompletedTask;
    }

    public Task EnsureRunningAsync(CancellationToken cancellationToken) =>
        this.RegisterOrUpdateReminder(KeepAliveReminder, ReminderPeriod, ReminderPeriod, cancellationToken);

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            Payment payment;
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                payment = await debts.PayAsync((int)this.GetPrimaryKeyLong(), cancellationToken);
            }
            while (payment is Payment.InPart);

            var pace = payment is Payment.Nothing ? IdlePace : Pace;
            if (pace != _pace)
            {
                _pace = pace;
                _timer?.Change(pace, pace);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(logger, this.GetPrimaryKeyLong(), exception);
        }
    }

    [LoggerMessage(2301, LogLevel.Error, "The rollups of shard {Shard} could not be brought up to date; what is owed stays marked")]
    private static partial void LogFailed(ILogger logger, long shard, Exception exception);
}
