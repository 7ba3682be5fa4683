using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Grains.Alerts;

/// <summary>What a rule does next about one subject: a pure function of the rule, what it remembers, what it sees and the clock.</summary>
internal static class AlertEvaluator
{
    /// <summary>The verdict on a number; null is unknown.</summary>
    public static Verdict Judge(AlertCondition condition, double? number) =>
        number is not { } value ? Verdict.Unknown
        : condition.HoldsFor(value) ? Verdict.Breach
        : condition.IsOverFor(value) ? Verdict.Clear
        : Verdict.Between;

    /// <summary>
    /// The next step; null when there is none to be stored. A rule raises nothing outside its schedule, ends what is open whatever the
    /// schedule says, and raises nothing that was ended by hand before the condition has cleared. The third alert within ten minutes
    /// stays open until the condition has been over for ten minutes.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="track">What it remembers of the subject.</param>
    /// <param name="verdict">What it sees now.</param>
    /// <param name="mayRaise">What its schedule says about now.</param>
    /// <param name="now">The clock.</param>
    /// <param name="newId">The identity of an alert, should there be one to begin.</param>
    public static (AlertTrack Track, AlertChangeKind? Step) Next(
        AlertRule rule, AlertTrack track, Verdict verdict, bool mayRaise, DateTimeOffset now, Func<Guid> newId)
    {
        switch (track.Phase)
        {
            case AlertPhase.Clear when verdict == Verdict.Breach && mayRaise:
                return rule.Condition.For == TimeSpan.Zero
                    ? (track.Raise(newId(), now), AlertChangeKind.Raise)
                    : (track with { Phase = AlertPhase.Pending, AlertId = newId(), PendingSince = now }, AlertChangeKind.Begin);

            case AlertPhase.Pending when verdict is Verdict.Clear or Verdict.Between || (verdict == Verdict.Breach && !mayRaise):
                return (track with { Phase = AlertPhase.Clear, AlertId = default }, AlertChangeKind.Drop);

            case AlertPhase.Pending when verdict == Verdict.Breach && now - track.PendingSince >= rule.Condition.For:
                return (track.Raise(track.AlertId, now), AlertChangeKind.Raise);

            case AlertPhase.Open:
                return Open(rule, track, verdict, now);

            case AlertPhase.Muted when verdict == Verdict.Clear:
                return (track with { Phase = AlertPhase.Clear, AlertId = default }, AlertChangeKind.Unmute);

            default:
                return (track, null);
        }
    }

    private static (AlertTrack Track, AlertChangeKind? Step) Open(AlertRule rule, AlertTrack track, Verdict verdict, DateTimeOffset now)
    {
        if (verdict == Verdict.Clear)
        {
            var since = track.ClearSince ?? now;
            if (!track.IsFlapping || now - since >= AlertTrack.FlapWindow)
            {
                return (track with { Phase = AlertPhase.Clear, AlertId = default, ClearSince = null }, AlertChangeKind.Resolve);
            }

            track = track.ClearSince is null ? track with { ClearSince = since } : track;
        }
        else if (verdict != Verdict.Unknown && track.ClearSince is not null)
        {
            track = track with { ClearSince = null };
        }

        var isDue = rule.Escalation is { } escalation && track is { IsAcknowledged: false, IsEscalated: false, Raised: [.., var raisedAt] }
            && now - raisedAt >= escalation.After;
        return isDue ? (track with { IsEscalated = true }, AlertChangeKind.Escalate) : (track, null);
    }
}
