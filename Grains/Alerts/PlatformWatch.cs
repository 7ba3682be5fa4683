using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Alerts;
using RetailOrleans.Storage;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.Storage.Platform;
using RetailOrleans.Storage.Readings;

namespace RetailOrleans.Grains.Alerts;

/// <summary>
/// Watches the platform from one silo: each second it asks the database for a sign of life, looks at its own queue, and now and then at who
/// is missing. It says so to the organizations that have a rule about it, and tells this silo's clients what can't be stored yet.
/// </summary>
public sealed partial class PlatformWatch(
    DatabasePing ping, SiloHistory silos, ReadingWriter writer, WriterIdentity identity, AlertRuleBook book, IGrainFactory grains,
    IEnumerable<IAlertListener> listeners, PlatformMeasurements measurements, TimeProvider time, ILogger<PlatformWatch> logger) : BackgroundService
{
    private const int AtOnce = 16;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SilosPeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string _silo = FormattableString.Invariant($"{identity.Address}:{identity.Port}@{identity.Generation}");
    private readonly IAlertListener[] _listeners = [.. listeners];
    private DateTimeOffset? _awaySince;
    private DateTimeOffset _countedAt = DateTimeOffset.MinValue;
    private int _lost;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var health = await LookAsync(stoppingToken);
            measurements.Stand(health);
            await Parallel.ForEachAsync(
                book.WithPlatformRules, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
                async (organizationId, _) => await ReportAsync(organizationId, health, stoppingToken));
        }
    }

    private async Task<SiloHealth> LookAsync(CancellationToken stoppingToken)
    {
        var askedAt = time.GetUtcNow();
        try
        {
            await ping.AnswerAsync(stoppingToken);
            if (_awaySince is { } since)
            {
                LogBack(time.GetUtcNow() - since);
                _awaySince = null;
            }

            if (askedAt - _countedAt >= SilosPeriod)
            {
                (_lost, _countedAt) = (LostSilos.Count(await silos.ListAsync(stoppingToken), askedAt), askedAt);
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or OperationCanceledException && !stoppingToken.IsCancellationRequested)
        {
            if (_awaySince is null)
            {
                _awaySince = askedAt;
                LogAway(exception);
            }
        }

        return new SiloHealth(_silo, _awaySince is { } away ? time.GetUtcNow() - away : TimeSpan.Zero, writer.Fill, _lost);
    }

    private async Task ReportAsync(Guid organizationId, SiloHealth health, CancellationToken stoppingToken)
    {
        try
        {
            var unstored = await grains.GetGrain<IOrganizationAlertsGrain>(organizationId).ReportSiloAsync(health, stoppingToken)
                .WaitAsync(Patience, time, stoppingToken);
            if (!unstored.IsEmpty)
            {
                await TellAsync([.. unstored.Select(alert => new AlertNews(AlertOf(organizationId, alert), true))]);
            }
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogNotReported(organizationId, exception);
        }
    }

    private async Task TellAsync(ImmutableArray<AlertNews> news)
    {
        foreach (var listener in _listeners)
        {
            await listener.HearAsync(news);
        }
    }

    /// <summary>As it will be stored.</summary>
    private static Alert AlertOf(Guid organizationId, UnstoredAlert alert) => new(
        organizationId, alert.AlertId, alert.RuleId, AlertSubject.Platform.ToString(), null, null, AlertStatus.Firing, AlertNames.Severity(alert.Severity),
        alert.Title, alert.Message, alert.Metric, alert.Value, alert.Threshold, null, alert.TriggeredAt, null, null, null, null, null, false, [], 1,
        alert.TriggeredAt);

    [LoggerMessage(2421, LogLevel.Critical, "The database does not answer: readings are refused and alerts wait until it does")]
    private partial void LogAway(Exception exception);

    [LoggerMessage(2422, LogLevel.Warning, "The database answers again after {Away}")]
    private partial void LogBack(TimeSpan away);

    [LoggerMessage(2423, LogLevel.Warning, "How the platform stands could not be said to the alerts of organization {OrganizationId}")]
    private partial void LogNotReported(Guid organizationId, Exception exception);
}
