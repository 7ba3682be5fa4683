using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.Grains.Stores;
using RetailOrleans.Storage;
using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Grains.Alerts;

/// <summary>
/// The rules of one store at work: looks at each new state, remembers where each rule is with each subject, and stores the steps. Only a
/// step touches the database. Lives within the store's grain and runs on its scheduler; no turn waits for a step to be stored.
/// </summary>
internal sealed partial class StoreAlerts(Guid storeId, AlertRuleBook book, AlertLedger ledger, AlertMeasurements measurements, Action onStored, ILogger logger)
{
    private const int MostWaiting = 1_000;
    private const int MostAtOnce = 100;

    private readonly List<AlertChange> _waiting = [];
    private readonly List<Observation> _observations = [];
    private readonly Dictionary<Guid, ActiveAlert> _open = [];
    private Guid _organizationId;
    private AlertRules? _rules;
    private (StoreState State, AlertRules Rules)? _planned;
    private ImmutableArray<Alert> _stored = [];
    private RuleWatch[] _watches = [];
    private Task _pump = Task.CompletedTask;
    private bool _isLoading;
    private bool _mustReload;

    /// <summary>Alerts that are open, as stored.</summary>
    public IReadOnlyCollection<ActiveAlert> Open => _open.Values;

    /// <summary>Takes over what is stored.</summary>
    public async Task LoadAsync(Guid organizationId, DateTimeOffset now)
    {
        if (!_pump.IsCompleted || _waiting.Count > 0)
        {
            // What waits is newer than what is stored: first it goes out.
            _mustReload = true;
            return;
        }

        _isLoading = true;
        try
        {
            _organizationId = organizationId;
            _rules = await book.GetAsync(organizationId);
            _stored = await ledger.LoadAsync(storeId, AlertTrack.FlapWindow, now);
            _planned = null;
            _mustReload = false;
            _open.Clear();
            foreach (var alert in _stored.Where(alert => alert.IsOpen))
            {
                _open[alert.Id] = new ActiveAlert(alert.Id, alert.RuleId, alert.SensorId, alert.Severity.NameOf(), alert.Title, alert.TriggeredAt ?? alert.CreatedAt);
            }
        }
        finally
        {
            _isLoading = false;
        }
    }

    /// <summary>Has every rule look at the store. Steps are stored beside the turn.</summary>
    public void Evaluate(StoreView view)
    {
        if (_isLoading || _rules is null || _waiting.Count >= MostWaiting)
        {
            return;
        }

        Plan(view);
        foreach (var watch in _watches)
        {
            _observations.Clear();
            AlertObserver.Observe(watch.Rule, view, _observations);
            foreach (var observation in _observations)
            {
                Step(watch, observation, view);
            }

            if (watch.Tracks.Count > 0)
            {
                LookAfterTheAbsent(watch, view);
            }
        }

        Pump();
    }

    private void Step(RuleWatch watch, in Observation observation, StoreView view)
    {
        var track = watch.Tracks.Count == 0 ? null : watch.Tracks.GetValueOrDefault(observation.Subject);
        if (track is null && observation.Verdict != Verdict.Breach)
        {
            return;
        }

        track ??= AlertTrack.None;
        var mayRaise = observation.Verdict != Verdict.Breach || track.Phase is AlertPhase.Open or AlertPhase.Muted
            || watch.Rule.Schedule.MayRaise(observation.At, view.State.Calendar, view.State.Hours);
        var (next, step) = AlertEvaluator.Next(watch.Rule, track, observation.Verdict, mayRaise, view.Now, () => Guid.CreateVersion7(view.Now));
        if (next.IsForgettable(view.Now))
        {
            watch.Tracks.Remove(observation.Subject);
        }
        else
        {
            watch.Tracks[observation.Subject] = next;
        }

        if (step is { } kind)
        {
            var alertId = kind is AlertChangeKind.Begin or AlertChangeKind.Raise ? next.AlertId : track.AlertId;
            var (title, message) = AlertText.Of(watch.Rule, observation.Subject, view, observation.Value);
            _waiting.Add(new AlertChange(
                kind, alertId, watch.Rule, observation.Subject.ToString(), storeId, observation.Subject.SensorId, title, message, observation.Value, view.Now,
                watch.Rule.Schedule.QuietUntil(view.Now, view.State.Calendar)));
        }
    }

    /// <summary>What is remembered and was not seen now is over: an alarm that is no longer raised, a sensor that is gone or switched off.</summary>
    private void LookAfterTheAbsent(RuleWatch watch, StoreView view)
    {
        foreach (var subject in watch.Tracks.Keys.ToArray())
        {
            if (!_observations.Exists(observation => observation.Subject == subject))
            {
                Step(watch, new Observation(subject, Verdict.Clear, null, view.Now), view);
            }
        }
    }

    /// <summary>Follows a change of the rules or of the store's sensors.</summary>
    private void Plan(StoreView view)
    {
        _rules = book.Find(_organizationId) ?? _rules;
        if (_planned is { } planned && planned == (view.State, _rules))
        {
            return;
        }

        var isFirst = _planned is null;
        var known = _watches.ToDictionary(watch => watch.Rule.Id);
        _planned = (view.State, _rules!);
        _watches = [.. _rules!.Of(storeId, view.State.Sensors.Select(sensor => sensor.SensorId)).Select(rule =>
            new RuleWatch(rule, isFirst ? Stored(rule) : known.TryGetValue(rule.Id, out var before) && before.LooksAtTheSame(rule) ? before.Tracks : []))];

        // Of a rule that is gone or looks at something else, the database has ended the alerts; of one whose sensor left this store, nobody has.
        var watched = _watches.Where(watch => isFirst || (known.TryGetValue(watch.Rule.Id, out var before) && before.LooksAtTheSame(watch.Rule)))
            .Select(watch => watch.Rule.Id).ToHashSet();
        foreach (var alert in _open.Values.Where(alert => !watched.Contains(alert.RuleId)).ToArray())
        {
            _open.Remove(alert.AlertId);
            if (_rules.Find(alert.RuleId) is { } elsewhere)
            {
                _waiting.Add(new AlertChange(
                    AlertChangeKind.Resolve, alert.AlertId, elsewhere, "", storeId, alert.SensorId, alert.Title, "What it was about is no longer here.", null,
                    view.Now, elsewhere.Schedule.QuietUntil(view.Now, view.State.Calendar)));
            }
        }
    }

    private Dictionary<AlertSubject, AlertTrack> Stored(AlertRule rule)
    {
        var tracks = new Dictionary<AlertSubject, AlertTrack>();
        foreach (var alert in _stored.Where(alert => alert.RuleId == rule.Id))
        {
            var subject = AlertSubject.Parse(alert.Subject);
            tracks[subject] = tracks.GetValueOrDefault(subject, AlertTrack.None).With(alert);
        }

        return tracks;
    }

    private void Pump()
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
            catch (PostgresException refusal) when (DatabaseErrors.IsRefusal(refusal))
            {
                // Tried again it would be refused again: what is stored is the truth to go on from.
                LogRefused(logger, storeId, refusal);
                _mustReload = true;
            }
            catch (Exception exception)
            {
                LogNotStored(logger, storeId, exception);
                return;
            }

            _waiting.RemoveRange(0, batch.Length);
        }

        onStored();
    }

    private void Stored(AlertChange change, Guid alertId)
    {
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

    /// <summary>What is left to do, now and then: steps that could not be stored, a state that must be read again.</summary>
    public async Task CatchUpAsync(DateTimeOffset now)
    {
        Pump();
        if (_mustReload && _pump.IsCompleted && _waiting.Count == 0)
        {
            await LoadAsync(_organizationId, now);
            onStored();
        }
    }

    private sealed record RuleWatch(AlertRule Rule, Dictionary<AlertSubject, AlertTrack> Tracks)
    {
        public bool LooksAtTheSame(AlertRule rule) => (Rule.Type, Rule.StoreId, Rule.SensorId) == (rule.Type, rule.StoreId, rule.SensorId);
    }

    [LoggerMessage(2401, LogLevel.Warning, "Alerts of store {StoreId} could not be stored yet; tried again within seconds")]
    private static partial void LogNotStored(ILogger logger, Guid storeId, Exception exception);

    [LoggerMessage(2402, LogLevel.Error, "Alerts of store {StoreId} were refused by the database; its rules go on from what is stored")]
    private static partial void LogRefused(ILogger logger, Guid storeId, Exception exception);
}
