using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.Grains.Stores;
using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Grains.Alerts;

/// <summary>
/// The rules of one store at work: looks at each new state, remembers where each rule is with each subject, and stores the steps. Only a
/// step touches the database. Lives within the store's grain and runs on its scheduler.
/// </summary>
internal sealed class StoreAlerts(
    Guid storeId, AlertRuleBook book, AlertLedger ledger, AlertMeasurements measurements, RegionLink region, Action onStored, ILogger logger)
{
    private readonly StepQueue _steps = new(storeId, ledger, measurements, onStored, logger);
    private readonly List<Observation> _observations = [];
    private Guid _organizationId;
    private AlertRules? _rules;
    private (StoreState State, AlertRules Rules)? _planned;
    private ImmutableArray<Alert> _stored = [];
    private RuleWatch[] _watches = [];
    private bool _isLoading;

    /// <summary>Alerts that are open, as stored.</summary>
    public IEnumerable<ActiveAlert> Open => _steps.Open.Values;

    /// <summary>How many those are.</summary>
    public int OpenCount => _steps.Open.Count;

    /// <summary>Whether a rule looks at what the store sold.</summary>
    public bool NeedSales { get; private set; }

    /// <summary>Whether a rule looks at what is usual.</summary>
    public bool NeedUsual { get; private set; }

    /// <summary>Takes over what is stored.</summary>
    public async Task LoadAsync(Guid organizationId, DateTimeOffset now)
    {
        if (!_steps.IsIdle)
        {
            // What waits is newer than what is stored: first it goes out.
            _steps.AskToReload();
            return;
        }

        _isLoading = true;
        try
        {
            _organizationId = organizationId;
            _rules = await book.GetAsync(organizationId);
            _stored = await ledger.LoadAsync(storeId, AlertTrack.FlapWindow, now);
            _planned = null;
            _steps.Load(_stored);
        }
        finally
        {
            _isLoading = false;
        }
    }

    /// <summary>Has every rule look at the store. Steps are stored beside the turn.</summary>
    public void Evaluate(StoreView view)
    {
        if (_isLoading || _rules is null || _steps.IsFull)
        {
            return;
        }

        Plan(view);
        region.Begin();
        foreach (var watch in _watches)
        {
            _observations.Clear();
            AlertObserver.Observe(watch.Rule, view, _observations);
            region.Look(watch.Rule, view, _observations);
            foreach (var observation in _observations)
            {
                if (watch.Minds(observation))
                {
                    Step(watch, observation, view);
                }
            }

            foreach (var subject in watch.Absent(_observations))
            {
                Step(watch, new Observation(subject, Verdict.Clear, null, view.Now), view);
            }
        }

        region.Tell(view);
        _steps.Pump();
    }

    private void Step(RuleWatch watch, in Observation observation, StoreView view)
    {
        var (calendar, schedule) = (view.State.Calendar, watch.Rule.Schedule);
        if (watch.Step(observation, at => schedule.MayRaise(at, calendar, view.State.Hours), view.Now) is { } step)
        {
            var (title, message) = AlertText.Of(watch.Rule, observation.Subject, view, observation.Value);
            _steps.Add(new AlertChange(
                step.Kind, step.AlertId, watch.Rule, observation.Subject.ToString(), storeId, observation.Subject.SensorId, title, message, observation.Value,
                view.Now, schedule.QuietUntil(view.Now, calendar)));
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
            isFirst ? RuleWatch.Of(rule, _stored) : new RuleWatch(rule, known.TryGetValue(rule.Id, out var before) && before.LooksAtTheSame(rule) ? before.Tracks : []))];
        NeedSales = _watches.Any(watch => watch.Rule is { Type: AlertRuleType.Metric, Condition.Metric: { } metric } && AlertNames.SalesMetrics.Contains(metric));
        NeedUsual = _watches.Any(watch => watch.Rule.Type == AlertRuleType.Anomaly);

        // Of a rule that is gone or looks at something else, the database has ended the alerts; of one whose sensor left this store, nobody has.
        var watched = _watches.Where(watch => isFirst || (known.TryGetValue(watch.Rule.Id, out var before) && before.LooksAtTheSame(watch.Rule)))
            .Select(watch => watch.Rule.Id).ToHashSet();
        foreach (var alert in _steps.Open.Values.Where(alert => !watched.Contains(alert.RuleId)).ToArray())
        {
            _steps.Forget(alert.AlertId);
            if (_rules.Find(alert.RuleId) is { } elsewhere)
            {
                _steps.Add(new AlertChange(
                    AlertChangeKind.Resolve, alert.AlertId, elsewhere, "", storeId, alert.SensorId, alert.Title, "What it was about is no longer here.", null,
                    view.Now, elsewhere.Schedule.QuietUntil(view.Now, view.State.Calendar)));
            }
        }
    }

    /// <summary>What is left to do, now and then: steps that could not be stored, a state that must be read again.</summary>
    public async Task CatchUpAsync(DateTimeOffset now)
    {
        _steps.Pump();
        if (_steps.IsReloadDue(now))
        {
            await LoadAsync(_organizationId, now);
            onStored();
        }
    }
}
