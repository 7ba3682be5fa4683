using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Grains.Alerts;

/// <summary>One rule at work in one place, and where it is with each subject.</summary>
internal sealed record RuleWatch(AlertRule Rule, Dictionary<AlertSubject, AlertTrack> Tracks)
{
    /// <summary>A rule that goes on from what is stored of its alerts; they come oldest first.</summary>
    public static RuleWatch Of(AlertRule rule, IEnumerable<Alert> stored)
    {
        var tracks = new Dictionary<AlertSubject, AlertTrack>();
        foreach (var alert in stored.Where(alert => alert.RuleId == rule.Id))
        {
            var subject = AlertSubject.Parse(alert.Subject);
            tracks[subject] = tracks.GetValueOrDefault(subject, AlertTrack.None).With(alert);
        }

        return new RuleWatch(rule, tracks);
    }

    public bool LooksAtTheSame(AlertRule rule) => (Rule.Type, Rule.StoreId, Rule.SensorId) == (rule.Type, rule.StoreId, rule.SensorId);

    /// <summary>Whether an observation can lead anywhere; nearly none does.</summary>
    public bool Minds(in Observation observation) =>
        observation.Verdict == Verdict.Breach || (Tracks.Count > 0 && Tracks.ContainsKey(observation.Subject));

    /// <summary>Remembers what was seen of a subject. Returns the step to be stored, with its alert; null when there is none.</summary>
    /// <param name="observation">What was seen.</param>
    /// <param name="mayRaise">Asked only where it matters: what the schedule says.</param>
    /// <param name="now">The clock.</param>
    public (AlertChangeKind Kind, Guid AlertId)? Step(in Observation observation, Func<DateTimeOffset, bool> mayRaise, DateTimeOffset now)
    {
        var track = Tracks.GetValueOrDefault(observation.Subject, AlertTrack.None);
        var may = observation.Verdict != Verdict.Breach || track.Phase is AlertPhase.Open or AlertPhase.Muted || mayRaise(observation.At);
        var (next, step) = AlertEvaluator.Next(Rule, track, observation.Verdict, may, now, () => Guid.CreateVersion7(now));
        if (next.IsForgettable(now))
        {
            Tracks.Remove(observation.Subject);
        }
        else
        {
            Tracks[observation.Subject] = next;
        }

        return step is { } kind ? (kind, kind is AlertChangeKind.Begin or AlertChangeKind.Raise ? next.AlertId : track.AlertId) : null;
    }

    /// <summary>What is remembered and was not seen now: an alarm that is no longer raised, a sensor that is gone or switched off.</summary>
    public IEnumerable<AlertSubject> Absent(List<Observation> seen) =>
        Tracks.Count == 0 ? [] : Tracks.Keys.Where(subject => !seen.Exists(observation => observation.Subject == subject)).ToArray();
}
