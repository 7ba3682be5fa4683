using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using RetailOrleans.Grains.Interfaces.Alerts;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Sensors;
using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Grains.Alerts;

/// <summary>
/// What ties a store to its region: it says by which of the organization's rules it is silent, and hears by which the region as a whole is,
/// so that it has no alert of its own. Runs on the store's scheduler; no turn waits for an answer.
/// </summary>
internal sealed partial class RegionLink(Guid storeId, IGrainFactory grains, Action onAnswer, ILogger logger)
{
    /// <summary>A silent store says so again that often; reports are forgotten after some of these.</summary>
    private static readonly TimeSpan ReportPeriod = TimeSpan.FromSeconds(10);

    /// <summary>A store that is offline waits so long to hear of its region, and then speaks for itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(3);

    private readonly List<RuleSilence> _silent = [];
    private readonly Dictionary<Guid, DateTimeOffset> _offlineSince = [];
    private bool _hasRules;
    private StoreSilence? _told;
    private DateTimeOffset _toldAt;
    private DateTimeOffset _notBefore;
    private ImmutableArray<Guid> _grouped = [];
    private Task _telling = Task.CompletedTask;

    /// <summary>Before the rules look.</summary>
    public void Begin()
    {
        _silent.Clear();
        _hasRules = false;
    }

    /// <summary>
    /// After a rule has looked at a store: a store that is offline with its region has nothing to tell, and one that does not know yet
    /// tells nothing yet.
    /// </summary>
    public void Look(AlertRule rule, StoreView view, List<Observation> observations)
    {
        if (!rule.IsOfRegions || string.IsNullOrEmpty(view.State.Settings.Region))
        {
            return;
        }

        _hasRules = true;
        if (SilenceOf(rule, view, observations) is not { } silence)
        {
            _offlineSince.Remove(rule.Id);
            return;
        }

        _silent.Add(silence);
        if (!silence.IsOffline)
        {
            _offlineSince.Remove(rule.Id);
        }
        else if (_grouped.Contains(rule.Id))
        {
            Replace(observations, Verdict.Clear);
        }
        else if (_offlineSince.TryAdd(rule.Id, view.Now) || !HasAnswered(rule.Id, view.Now))
        {
            Replace(observations, Verdict.Unknown);
        }
    }

    /// <summary>After all rules have looked: reports what is new, and what is not well now and then.</summary>
    public void Tell(StoreView view)
    {
        var settings = view.State.Settings;
        if ((_told is null && !_hasRules) || !_telling.IsCompleted || view.Now < _notBefore)
        {
            return;
        }

        var region = settings.Region ?? "";
        var isNews = _told is null || _told.Region != region || !_told.Rules.AsSpan().SequenceEqual(CollectionsMarshal.AsSpan(_silent));
        if (isNews || ((_silent.Count > 0 || !_grouped.IsEmpty) && view.Now - _toldAt >= ReportPeriod))
        {
            _telling = TellAsync(settings.OrganizationId, new StoreSilence(storeId, region, [.. _silent]), view.Now);
        }
    }

    /// <summary>What of a store's sensors a rule finds silent; null while most of them are heard.</summary>
    internal static RuleSilence? SilenceOf(AlertRule rule, StoreView view, List<Observation> observations)
    {
        int active = 0, late = 0;
        foreach (var sensor in view.Sensors)
        {
            active++;
            late += IsLate(sensor, view) ? 1 : 0;
        }

        var offline = (int)(observations.Find(observation => observation.Subject == AlertSubject.Store).Value ?? 0);
        return Math.Max(late, offline) * 2 <= active
            ? null
            : new RuleSilence(
                rule.Id, offline * 2 > active, rule.Schedule.MayRaise(view.Now, view.State.Calendar, view.State.Hours),
                rule.Schedule.QuietUntil(view.Now, view.State.Calendar));
    }

    private static bool IsLate(SensorSnapshot sensor, StoreView view)
    {
        var healthy = HealthRule.HealthyFor(sensor.Interval);
        return view.Now - (sensor.LastSeenAt ?? sensor.CreatedAt) > healthy && view.Now >= view.ListeningSince + healthy;
    }

    private static void Replace(List<Observation> observations, Verdict verdict)
    {
        for (var i = 0; i < observations.Count; i++)
        {
            observations[i] = observations[i].Verdict == Verdict.Breach ? observations[i] with { Verdict = verdict } : observations[i];
        }
    }

    private bool HasAnswered(Guid ruleId, DateTimeOffset now) =>
        (_told?.Rules.Any(told => told.RuleId == ruleId && told.IsOffline) ?? false) || now - _offlineSince[ruleId] >= Patience;

    private async Task TellAsync(Guid organizationId, StoreSilence silence, DateTimeOffset at)
    {
        try
        {
            _grouped = await grains.GetGrain<IOrganizationAlertsGrain>(organizationId).ReportStoreAsync(silence);
            (_told, _toldAt) = (silence, at);
        }
        catch (Exception exception)
        {
            LogNotTold(logger, storeId, exception);
            _notBefore = at + RetryPause;
            return;
        }

        if (!silence.Rules.IsEmpty)
        {
            onAnswer();
        }
    }

    [LoggerMessage(2404, LogLevel.Warning, "Store {StoreId} could not say that it is silent; it speaks for itself until it can")]
    private static partial void LogNotTold(ILogger logger, Guid storeId, Exception exception);
}
