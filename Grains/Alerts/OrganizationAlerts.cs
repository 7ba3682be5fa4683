using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Npgsql;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Alerts;
using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Grains.Alerts;

/// <summary>
/// The rules of one organization that look at more than one store, at work: on regions and on the platform. Lives within the organization's
/// grain and runs on its scheduler. It works without the database too: with the rules that this silo knows, and steps that wait.
/// </summary>
internal sealed partial class OrganizationAlerts(
    Guid organizationId, AlertRuleBook book, AlertLedger ledger, RegionQueries regionQueries, AlertMeasurements measurements, ILogger logger)
{
    /// <summary>A database that is well has stored a step by then.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan SizesPeriod = TimeSpan.FromMinutes(1);

    // The platform is nowhere: its quiet hours and maintenance windows are in UTC.
    private static readonly StoreCalendar Nowhere = StoreCalendar.Create("Etc/UTC");

    private readonly RegionSilence _regions = new();
    private readonly PlatformState _platform = new();
    private readonly StepQueue _steps = new(organizationId, ledger, measurements, () => { }, logger);
    private readonly List<Observation> _observations = [];
    private AlertRules? _rules;
    private RuleWatch[] _watches = [];
    private DateTimeOffset _listeningSince = DateTimeOffset.MaxValue;
    private DateTimeOffset _sizedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _lookedAt;
    private Task<bool>? _loading;
    private bool _isLoading;

    /// <summary>What is raised and could not be stored for a while; what is stored at once is told by the change feed.</summary>
    public ImmutableArray<UnstoredAlert> Unstored(DateTimeOffset now) =>
        [.. _steps.Waiting.Where(step => step is { Kind: AlertChangeKind.Raise, Rule.Type: AlertRuleType.Platform } && now - step.At >= Usual).Select(step => new UnstoredAlert(
            step.AlertId, step.Rule.Id, step.Rule.Severity.NameOf(), step.Title, step.Message, step.Rule.Condition.Metric, step.Value, step.Rule.Condition.Value, step.At))];

    /// <summary>Takes what a store says. Returns the rules by which its region as a whole is offline.</summary>
    public ImmutableArray<Guid> Accept(StoreSilence silence, DateTimeOffset now)
    {
        if (_regions.Accept(silence, now) || now - _lookedAt >= TimeSpan.FromSeconds(1))
        {
            Look(now);
        }

        var subject = AlertSubject.Region(silence.Region);
        return [.. _watches.Where(watch => watch.Tracks.TryGetValue(subject, out var track) && track.Phase != AlertPhase.Clear).Select(watch => watch.Rule.Id)];
    }

    /// <summary>Takes what a silo says.</summary>
    public void Accept(SiloHealth health, DateTimeOffset now)
    {
        _platform.Accept(health, now);
        Look(now);
    }

    /// <summary>Has every rule look. Steps are stored beside the turn.</summary>
    public void Look(DateTimeOffset now)
    {
        if (_isLoading || _steps.IsFull || _rules is null)
        {
            return;
        }

        _lookedAt = now;
        Plan();
        _regions.Forget(now);
        foreach (var watch in _watches)
        {
            _observations.Clear();
            if (watch.Rule.Type == AlertRuleType.Platform)
            {
                _observations.Add(_platform.Observe(watch.Rule, now));
            }
            else
            {
                _regions.Observe(watch.Rule, now, _observations);
            }

            foreach (var observation in _observations.Where(observation => watch.Minds(observation)))
            {
                Step(watch, observation, now);
            }

            // Just after we came, silent stores may not have said so yet.
            var absent = now - _listeningSince >= RegionSilence.Memory ? Verdict.Clear : Verdict.Unknown;
            foreach (var subject in watch.Absent(_observations))
            {
                Step(watch, new Observation(subject, absent, null, now), now);
            }
        }

        _steps.Pump();
    }

    /// <summary>Reads what is stored, once; when it can't be read, goes on without and tries again later. One load at a time, whoever asks.</summary>
    public async Task EnsureLoadedAsync(DateTimeOffset now)
    {
        _loading ??= LoadAsync(now);
        if (!await _loading)
        {
            _steps.AskToReload();
        }
    }

    /// <summary>Reads what is stored anew, as soon as all that was decided is stored.</summary>
    public async Task CatchUpAsync(DateTimeOffset now, bool mustReload = false)
    {
        if (mustReload)
        {
            _steps.AskToReload();
        }

        _steps.Pump();
        if (_steps.IsReloadDue(now))
        {
            await LoadAsync(now);
        }

        if (_regions.Any && now - _sizedAt >= SizesPeriod)
        {
            try
            {
                await SizeAsync(now);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidOperationException)
            {
                LogNotLoaded(logger, organizationId, exception);
            }
        }
    }

    private async Task<bool> LoadAsync(DateTimeOffset now)
    {
        _listeningSince = now < _listeningSince ? now : _listeningSince;
        _isLoading = true;
        try
        {
            var rules = await book.GetAsync(organizationId);
            var stored = await ledger.LoadOfOrganizationAsync(organizationId, AlertTrack.FlapWindow, now);
            await SizeAsync(now);
            _rules = rules;
            _watches = [.. rules.OfOrganization.Select(rule => RuleWatch.Of(rule, stored))];
            _steps.Load(stored);
            return true;
        }
        catch (Exception exception)
        {
            LogNotLoaded(logger, organizationId, exception);

            // What is open already is found when a step is stored.
            _rules ??= AlertRules.None;
            return false;
        }
        finally
        {
            _isLoading = false;
        }
    }

    private async Task SizeAsync(DateTimeOffset now)
    {
        _regions.Sizes = await regionQueries.SizesAsync(organizationId, CancellationToken.None);
        _sizedAt = now;
    }

    /// <summary>Follows a change of the rules. Of one that is gone or looks at something else, the database has ended the alerts.</summary>
    private void Plan()
    {
        var rules = book.Find(organizationId) ?? _rules!;
        if (ReferenceEquals(rules, _rules))
        {
            return;
        }

        var known = _watches.ToDictionary(watch => watch.Rule.Id);
        _rules = rules;
        _watches = [.. rules.OfOrganization.Select(rule =>
            new RuleWatch(rule, known.TryGetValue(rule.Id, out var before) && before.LooksAtTheSame(rule) ? before.Tracks : []))];
    }

    private void Step(RuleWatch watch, in Observation observation, DateTimeOffset now)
    {
        var (rule, region) = (watch.Rule, observation.Subject.RegionName);
        if (watch.Step(observation, at => region is null ? rule.Schedule.MayRaise(at, Nowhere, OperatingHours.Always) : _regions.MayRaise(rule, region), now) is { } step)
        {
            var (title, message) = region is null
                ? OrganizationText.OfPlatform(rule, observation.Value)
                : OrganizationText.OfRegion(region, observation.Value, _regions.Sizes.GetValueOrDefault(region));
            message = step.Kind == AlertChangeKind.Resolve ? OrganizationText.Over(rule, region, observation.Value) : message;
            _steps.Add(new AlertChange(
                step.Kind, step.AlertId, rule, observation.Subject.ToString(), null, null, title, message, observation.Value, now,
                region is null ? rule.Schedule.QuietUntil(now, Nowhere) : _regions.QuietUntil(rule, region)));
        }
    }

    [LoggerMessage(2405, LogLevel.Warning, "What is stored of the alerts of organization {OrganizationId} could not be read; its rules go on from what is known")]
    private static partial void LogNotLoaded(ILogger logger, Guid organizationId, Exception exception);
}
