using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RetailOrleans.Connectors.Notifications;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Grains.Alerts;

/// <summary>
/// Sends what the outbox holds: a few workers a silo, each with one channel at a time, so that a receiver that hangs holds up its own channel
/// alone. At least once: a silo that dies after a send and before its note has it sent again under the same identity.
/// </summary>
public sealed partial class NotificationDispatcher(
    NotificationOutbox queue, NotificationSender sender, SecretProtector secrets, NotificationMeasurements measurements, TimeProvider time,
    ILogger<NotificationDispatcher> logger) : BackgroundService, IAlertListener
{
    private const int Workers = 4;

    /// <summary>A channel whose receiver did not take something is left alone until that is due again, and for so long at most.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BacklogPeriod = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromHours(1);

    /// <summary>A claim is not worked at for longer: the rest is for the next one.</summary>
    private static readonly TimeSpan LongestWork = NotificationOutbox.Lease / 2;

    private readonly SemaphoreSlim _wake = new(0);

    /// <summary>An alert changed: there may be something to send.</summary>
    public Task HearAsync(IReadOnlyList<AlertNews> news)
    {
        if (_wake.CurrentCount < Workers)
        {
            _wake.Release();
        }

        return Task.CompletedTask;
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll([.. Enumerable.Range(0, Workers).Select(_ => WorkAsync(stoppingToken)), StandAsync(stoppingToken)]);

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await queue.ClaimAsync(sender.MailDelay, time.GetUtcNow(), stoppingToken) is { } claimed)
                {
                    await SendAsync(claimed, stoppingToken);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotClaimed(exception);
            }

            await WaitAsync(stoppingToken);
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        using var timer = new CancellationTokenSource(LookPeriod, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, stoppingToken);
        await _wake.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SendAsync(ClaimedChannel claimed, CancellationToken stoppingToken)
    {
        var startedAt = time.GetUtcNow();
        DateTimeOffset? resumeAt = null;
        try
        {
            var target = Target(claimed.Channel);
            foreach (var together in Parcels(claimed))
            {
                var result = await sender.SendAsync(
                    target, [.. together.Select(one => new NotificationMessage(one.Id, one.Event, one.Alert))], stoppingToken);
                await NoteAsync(claimed.Channel, together, result);
                if (!result.IsTaken)
                {
                    var now = time.GetUtcNow();
                    var next = RetrySchedule.Next(together[0].Attempts + 1, DateTimeOffset.MaxValue, now)!.Value;
                    resumeAt = next < now + LongestPause ? next : now + LongestPause;
                    break;
                }

                if (time.GetUtcNow() - startedAt > LongestWork)
                {
                    break;
                }
            }
        }
        finally
        {
            await queue.ReleaseAsync(claimed, time.GetUtcNow(), resumeAt, CancellationToken.None);
        }
    }

    /// <summary>What goes together: all of an e-mail's, and else each alone.</summary>
    private static IEnumerable<Notification[]> Parcels(ClaimedChannel claimed) =>
        claimed.Due.IsEmpty ? [] : claimed.Channel.Type == ChannelType.Email ? [[.. claimed.Due]] : claimed.Due.Select(one => new[] { one });

    private async Task NoteAsync(NotificationChannel channel, Notification[] together, SendResult result)
    {
        // Not to be cancelled: a send that is not noted is sent again.
        var now = time.GetUtcNow();
        if (result.IsTaken)
        {
            await queue.SentAsync(together.Select(one => one.Id), now, CancellationToken.None);
            foreach (var one in together)
            {
                measurements.Sent(channel.Type, one, now);
            }

            return;
        }

        measurements.Failed(channel.Type, together.Length);
        LogNotTaken(channel.Id, together.Length, result.Problem!);
        foreach (var one in together)
        {
            await queue.FailedAsync([one.Id], now, result.Problem!, RetrySchedule.Next(one.Attempts + 1, one.ExpiresAt, now), CancellationToken.None);
        }
    }

    private NotificationTarget Target(NotificationChannel channel) => new(
        (NotificationKind)channel.Type, channel.Target, channel.ProtectedSecret is { } secret ? secrets.Unprotect(secret) : null);

    /// <summary>Measures how things stand, and forgets what is old.</summary>
    private async Task StandAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BacklogPeriod, time);
        var sweptAt = DateTimeOffset.MinValue;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var now = time.GetUtcNow();
                measurements.Stand(await queue.BacklogAsync(now, stoppingToken));
                if (now - sweptAt > SweepPeriod)
                {
                    await queue.SweepAsync(now, stoppingToken);
                    sweptAt = now;
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotMeasured(exception);
            }
        }
    }

    [LoggerMessage(2411, LogLevel.Warning, "The outbox of notifications could not be read; tried again within a second")]
    private partial void LogNotClaimed(Exception exception);

    [LoggerMessage(2412, LogLevel.Warning, "{Notifications} notifications of channel {ChannelId} were not taken: {Problem}")]
    private partial void LogNotTaken(Guid channelId, int notifications, string problem);

    [LoggerMessage(2413, LogLevel.Warning, "How notifications stand could not be measured")]
    private partial void LogNotMeasured(Exception exception);
}
