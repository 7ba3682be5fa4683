using Microsoft.Extensions.Logging;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.Storage;
using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Grains.Alerts;

/// <summary>
/// The steps of one grain's rules on their way into the database, in their order, and what is open by then. Lives on the grain's scheduler;
/// no turn waits for a step to be stored. What could not be stored is tried again.
/// </summary>
/// <param name="owner">The store or organization, for the log.</param>
/// <param name="ledger">Where steps go.</param>
/// <param name="measurements">Counts them.</param>
/// <param name="onStored">Called when all that waited is stored.</param>
/// <param name="logger">For what goes wrong.</param>
internal sealed partial class StepQueue(Guid owner, AlertLedger ledger, AlertMeasurements measurements, Action onStored, ILogger logger)
{
    private const int MostWaiting = 1_000;
    private const int MostAtOnce = 100;

    /// <summary>How long rules of an organization without room for alerts wait before they try again.</summary>
    private static readonly TimeSpan NoRoomPause = TimeSpan.FromMinutes(1);

    private readonly List<AlertChange> _waiting = [];
    private readonly Dictionary<Guid, ActiveAlert> _open = [];
    private Task _pump = Task.CompletedTask;
    private bool _mustReload;
    private DateTimeOffset _reloadNotBefore;

    /// <summary>Alerts that are open, as stored.</summary>
    public IReadOnlyDictionary<Guid, ActiveAlert> Open => _open;

    /// <summary>Steps that are not stored yet.</summary>
    public IReadOnlyList<AlertChange> Waiting => _waiting;

    /// <summary>Whether rules must not look before there is room.</summary>
    public bool IsFull => _waiting.Count >= MostWaiting;

    /// <summary>Whether all that was decided is stored.</summary>
    public bool IsIdle => _pump.IsCompleted && _waiting.Count == 0;

    /// <summary>One step more.</summary>
    public void Add(AlertChange change) => _waiting.Add(change);

    /// <summary>What is open is no longer looked at from here.</summary>
    public void Forget(Guid alertId) => _open.Remove(alertId);

    /// <summary>What is stored must be read again, when that is possible.</summary>
    public void AskToReload() => _mustReload = true;

    /// <summary>Whether what is stored is to be read again now.</summary>
    public bool IsReloadDue(DateTimeOffset now) => _mustReload && now >= _reloadNotBefore && IsIdle;

    /// <summary>Takes over what is stored.</summary>
    public void Load(IEnumerable<Alert> stored)
    {
        _mustReload = false;
        _open.Clear();
        foreach (var alert in stored.Where(alert => alert.IsOpen))
        {
            _open[alert.Id] = new ActiveAlert(alert.Id, alert.RuleId, alert.SensorId, alert.Severity.NameOf(), alert.Title, alert.TriggeredAt ?? alert.CreatedAt);
        }
    }

    /// <summary>Stores what waits, beside the turn.</summary>
    public void Pump()
    {
        if (_waiting.Count > 0 && _pump.IsCompleted)
        {
            _pump = PumpAsync();
        }
    }

    private async Task PumpAsync()
    {
        while (_waiting.Count > 0)
        {
            var batch = _waiting.Take(MostAtOnce).ToArray();
            try
            {
                var ids = await ledger.StoreAsync(batch);
                for (var i = 0; i < batch.Length; i++)
                {
                    Stored(batch[i], ids[i]);
                }
            }
            catch (Npgsql.PostgresException refusal) when (DatabaseErrors.IsRefusal(refusal))
            {
                // Tried again it would be refused again: what is stored is the truth to go on from.
                LogRefused(logger, owner, refusal);
                _mustReload = true;
            }
            catch (Exception exception)
            {
                LogNotStored(logger, owner, exception);
                return;
            }

            _waiting.RemoveRange(0, batch.Length);
        }

        onStored();
    }

    private void Stored(AlertChange change, Guid? stored)
    {
        if (stored is not { } alertId)
        {
            // There is no room for it: what is stored is the truth to go on from, and to try again from.
            measurements.CountRefused();
            LogNoRoom(logger, owner, change.Rule.OrganizationId);
            (_mustReload, _reloadNotBefore) = (true, change.At + NoRoomPause);
            return;
        }

        measurements.Count(change);
        if (alertId != change.AlertId)
        {
            // Another activation was faster; where it is with the alert, the database knows.
            _mustReload = true;
        }

        switch (change.Kind)
        {
            case AlertChangeKind.Raise:
                _open[alertId] = new ActiveAlert(alertId, change.Rule.Id, change.SensorId, change.Rule.Severity.NameOf(), change.Title, change.At);
                break;
            case AlertChangeKind.Escalate when _open.TryGetValue(alertId, out var open):
                _open[alertId] = open with { Severity = change.Rule.Escalation!.Severity.NameOf() };
                break;
            case AlertChangeKind.Resolve:
                _open.Remove(alertId);
                break;
        }
    }

    [LoggerMessage(2401, LogLevel.Warning, "Alerts of {Owner} could not be stored yet; tried again within seconds")]
    private static partial void LogNotStored(ILogger logger, Guid owner, Exception exception);

    [LoggerMessage(2402, LogLevel.Error, "Alerts of {Owner} were refused by the database; its rules go on from what is stored")]
    private static partial void LogRefused(ILogger logger, Guid owner, Exception exception);

    [LoggerMessage(2403, LogLevel.Warning, "An alert of {Owner} was not raised: its organization {OrganizationId} has as many open as Alerts:MaxOpen allows")]
    private static partial void LogNoRoom(ILogger logger, Guid owner, Guid organizationId);
}
