using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Alerts;

/// <summary>
/// The active rules of each organization that this silo has stores of, from memory and never asked of the database by who evaluates. A
/// change by any silo replaces an organization's rules within a second or two; while the database is away the rules known are the rules.
/// </summary>
public sealed partial class AlertRuleBook : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource _database;
    private readonly TimeProvider _time;
    private readonly ILogger<AlertRuleBook> _logger;
    private readonly ConcurrentDictionary<Guid, AlertRules> _organizations = [];
    private readonly ConcurrentDictionary<Guid, bool> _stale = [];
    private volatile bool _isPlatformStale = true;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public AlertRuleBook(NpgsqlDataSource database, ChangeFeed feed, TimeProvider time, ILogger<AlertRuleBook> logger)
    {
        (_database, _time, _logger) = (database, time, logger);
        feed.Changed += OnChanged;
    }

    /// <summary>The organizations that have an active rule about the platform; their rules are known.</summary>
    public IReadOnlyCollection<Guid> WithPlatformRules { get; private set; } = [];

    /// <summary>An organization's rules as they are known; null before they were loaded once.</summary>
    public AlertRules? Find(Guid organizationId) => _organizations.GetValueOrDefault(organizationId);

    /// <summary>An organization's rules, loaded when they are not known yet.</summary>
    public async Task<AlertRules> GetAsync(Guid organizationId, CancellationToken cancellationToken = default) =>
        Find(organizationId) ?? await LoadAsync(organizationId, cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _wake.Writer.TryWrite(true);
        while (await _wake.Reader.WaitToReadAsync(stoppingToken))
        {
            _wake.Reader.TryRead(out _);
            await LoadPlatformAsync(stoppingToken);
            foreach (var organizationId in _stale.Keys)
            {
                _stale.TryRemove(organizationId, out _);
                try
                {
                    await LoadAsync(organizationId, stoppingToken);
                }
                catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidOperationException)
                {
                    LogNotLoaded(organizationId, exception);
                    Stale(organizationId);
                    await Task.Delay(RetryDelay, _time, stoppingToken);
                }
            }
        }
    }

    /// <summary>Who wants to hear of the platform must be known before its database is lost.</summary>
    private async Task LoadPlatformAsync(CancellationToken cancellationToken)
    {
        if (!_isPlatformStale)
        {
            return;
        }

        try
        {
            _isPlatformStale = false;
            await using var command = _database.CreateCommand(
                "select distinct organization_id from alert_rules where type = 'platform' and is_active and deleted_at is null");
            var organizations = await command.ListAsync(row => row.GetGuid(0), cancellationToken);
            foreach (var organizationId in organizations)
            {
                await GetAsync(organizationId, cancellationToken);
            }

            WithPlatformRules = organizations;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            LogNotLoaded(Guid.Empty, exception);
            _isPlatformStale = true;
            _wake.Writer.TryWrite(true);
            await Task.Delay(RetryDelay, _time, cancellationToken);
        }
    }

    private async Task<AlertRules> LoadAsync(Guid organizationId, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(
            $"select {AlertRuleRows.Columns} from alert_rules where organization_id = $1 and is_active and deleted_at is null order by id").With(organizationId);
        var rules = new AlertRules(await command.ListAsync(AlertRuleRows.Read, cancellationToken));
        _organizations[organizationId] = rules;
        return rules;
    }

    private void OnChanged(RegistryChange? change)
    {
        if (change is null)
        {
            _isPlatformStale = true;
            _wake.Writer.TryWrite(true);
            foreach (var organizationId in _organizations.Keys)
            {
                Stale(organizationId);
            }
        }
        else if (change is { Kind: RegistryChangeKind.AlertRule } rule)
        {
            Stale(rule.OrganizationId);
        }
    }

    private void Stale(Guid organizationId)
    {
        _isPlatformStale = true;
        _stale[organizationId] = true;
        _wake.Writer.TryWrite(true);
    }

    [LoggerMessage(3301, LogLevel.Warning, "The alert rules of organization {OrganizationId} could not be read anew; the ones known stay until the next try")]
    private partial void LogNotLoaded(Guid organizationId, Exception exception);
}
