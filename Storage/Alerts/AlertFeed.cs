using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Alerts;

/// <summary>
/// Tells this silo's listeners of alerts that any silo changed, within moments of the commit. After the change feed was lost, or when
/// more changed at once than can wait, what changed meanwhile is read from the database.
/// </summary>
public sealed partial class AlertFeed : BackgroundService
{
    private const int MostWaiting = 10_000;
    private const int MostAtOnce = 500;

    /// <summary>How far back is read after a gap: longer than a change feed needs to come back, shorter than anybody waits for an alert.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMinutes(1);

    private readonly NpgsqlDataSource _database;
    private readonly IAlertListener[] _listeners;
    private readonly ILogger<AlertFeed> _logger;
    private readonly Channel<RegistryChange> _changes = Channel.CreateBounded<RegistryChange>(MostWaiting);
    private int _hasGap;

    public AlertFeed(NpgsqlDataSource database, ChangeFeed feed, IEnumerable<IAlertListener> listeners, ILogger<AlertFeed> logger)
    {
        (_database, _logger) = (database, logger);
        _listeners = [.. listeners];
        feed.Changed += OnChanged;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _changes.Reader.WaitToReadAsync(stoppingToken))
        {
            try
            {
                var news = await NextAsync(stoppingToken);
                foreach (var listener in _listeners)
                {
                    await listener.HearAsync(news);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The feed is lost with the database, and its return reads what is missed here.
                LogNotTold(exception);
            }
        }
    }

    private async Task<IReadOnlyList<AlertNews>> NextAsync(CancellationToken cancellationToken)
    {
        // What the feed's own silo announces comes once more by the database: one look for both.
        var raised = new Dictionary<Guid, bool>();
        while (raised.Count < MostAtOnce && _changes.Reader.TryRead(out var change))
        {
            if (change.Id != Guid.Empty)
            {
                raised[change.Id] = raised.GetValueOrDefault(change.Id) || change.Kind == RegistryChangeKind.AlertRaised;
            }
        }

        var alerts = Interlocked.Exchange(ref _hasGap, 0) == 1
            ? await ReadAsync($"where id = any($1) or changed_at > now() - interval '{(int)Gap.TotalSeconds} s' order by changed_at limit 2000", raised.Keys, cancellationToken)
            : raised.Count == 0 ? [] : await ReadAsync("where id = any($1) order by changed_at", raised.Keys, cancellationToken);
        return [.. alerts.Select(alert => new AlertNews(alert, raised.TryGetValue(alert.Id, out var isRaised) ? isRaised : alert.Status == AlertStatus.Firing))];
    }

    private async Task<IReadOnlyList<Alert>> ReadAsync(string where, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand($"select {AlertRows.Columns} from alerts {where}").With(ids.ToArray());
        return await command.ListAsync(AlertRows.Read, cancellationToken);
    }

    private void OnChanged(RegistryChange? change)
    {
        if (change is null)
        {
            Interlocked.Exchange(ref _hasGap, 1);
            _changes.Writer.TryWrite(default);
        }
        else if (change.Value.Kind is RegistryChangeKind.AlertRaised or RegistryChangeKind.AlertChanged && !_changes.Writer.TryWrite(change.Value))
        {
            Interlocked.Exchange(ref _hasGap, 1);
        }
    }

    [LoggerMessage(3302, LogLevel.Warning, "News of alerts did not reach this silo's clients")]
    private partial void LogNotTold(Exception exception);
}
