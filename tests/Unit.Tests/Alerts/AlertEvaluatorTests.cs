using FsCheck.Xunit;
using RetailOrleans.Grains.Alerts;
using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Unit.Tests.Alerts;

public sealed class AlertEvaluatorTests
{
    private static readonly AlertRule Above10 = Rule(new AlertCondition("occupancy", AlertComparison.Above, 10, 8));

    [Fact]
    public void It_is_raised_once_and_ends_by_itself_beyond_the_clear_value()
    {
        var play = new Play(Above10);
        Assert.Equal([null, AlertChangeKind.Raise, null, null, AlertChangeKind.Resolve, null], play.See(10, 11, 50, 9, 8, 3));
    }

    [Theory]
    [InlineData(AlertComparison.Above, 10.0, nameof(Verdict.Clear))]
    [InlineData(AlertComparison.AtLeast, 10.0, nameof(Verdict.Breach))]
    [InlineData(AlertComparison.Below, 10.0, nameof(Verdict.Clear))]
    [InlineData(AlertComparison.AtMost, 10.0, nameof(Verdict.Breach))]
    [InlineData(AlertComparison.Below, 9.5, nameof(Verdict.Breach))]
    [InlineData(AlertComparison.Above, null, nameof(Verdict.Unknown))]
    public void A_number_is_judged_by_the_operator(AlertComparison comparison, double? number, string expected) =>
        Assert.Equal(expected, AlertEvaluator.Judge(new AlertCondition("entries", comparison, 10), number).ToString());

    [Fact]
    public void It_waits_until_the_condition_has_held_for_long_enough_without_a_break()
    {
        var play = new Play(Above10 with { Condition = Above10.Condition with { For = TimeSpan.FromMinutes(2) } });
        Assert.Equal(
            [AlertChangeKind.Begin, null, AlertChangeKind.Drop, AlertChangeKind.Begin, null, AlertChangeKind.Raise],
            play.See(11, 11, 9, 11, 11, 11));
    }

    [Fact]
    public void Missing_numbers_change_nothing()
    {
        var play = new Play(Above10);
        Assert.Equal([AlertChangeKind.Raise, null, null, AlertChangeKind.Resolve], play.See(11, null, null, 1));
    }

    [Fact]
    public void Outside_its_schedule_it_raises_nothing_and_ends_what_is_open()
    {
        var play = new Play(Above10) { MayRaise = false };
        Assert.Equal([null, null], play.See(11, 12));
        play.MayRaise = true;
        Assert.Equal([AlertChangeKind.Raise], play.See(12));
        play.MayRaise = false;
        Assert.Equal([null, AlertChangeKind.Resolve], play.See(12, 1));
    }

    [Fact]
    public void From_the_third_flap_within_ten_minutes_on_it_stays_open_until_ten_quiet_minutes_are_over()
    {
        var play = new Play(Above10);
        Assert.Equal(
            [AlertChangeKind.Raise, AlertChangeKind.Resolve, AlertChangeKind.Raise, AlertChangeKind.Resolve, AlertChangeKind.Raise, null, null, null],
            play.See(11, 1, 11, 1, 11, 1, 11, 1));
        Assert.Equal(Enumerable.Repeat<AlertChangeKind?>(null, 9), play.See(1, 1, 1, 1, 1, 1, 1, 1, 1));
        Assert.Equal([AlertChangeKind.Resolve], play.See(1));
    }

    [Fact]
    public void What_was_ended_by_hand_is_raised_again_only_after_the_condition_has_cleared()
    {
        var play = new Play(Above10);
        play.See(11);
        play.Track = play.Track with { Phase = AlertPhase.Muted };
        Assert.Equal([null, null, AlertChangeKind.Unmute, AlertChangeKind.Raise], play.See(12, 9, 1, 11));
    }

    [Fact]
    public void Without_an_acknowledgement_it_escalates_once()
    {
        var rule = Above10 with { Escalation = new AlertEscalation(TimeSpan.FromMinutes(2), AlertSeverity.Critical, []) };
        Assert.Equal([AlertChangeKind.Raise, null, AlertChangeKind.Escalate, null, null], new Play(rule).See(11, 11, 11, 11, 11));

        var seen = new Play(rule);
        seen.See(11);
        seen.Track = seen.Track with { IsAcknowledged = true };
        Assert.Equal([null, null, null], seen.See(11, 11, 11));
    }

    /// <summary>Whatever a rule sees, in whatever schedule, with whatever waiting time.</summary>
    [Property(MaxTest = 500)]
    public void Steps_follow_the_order_of_a_life_and_never_come_in_storms(byte[] seen, bool waits)
    {
        var rule = waits ? Above10 with { Condition = Above10.Condition with { For = TimeSpan.FromMinutes(1) } } : Above10;
        var play = new Play(rule);
        var raised = new List<DateTimeOffset>();
        DateTimeOffset? holdsSince = null;
        AlertPhase phase = AlertPhase.Clear;
        foreach (var moment in seen)
        {
            double? number = (moment & 3) switch { 0 => null, 1 => 1, 2 => 9, _ => 11 };
            play.MayRaise = (moment & 4) == 0;
            play.Pause = TimeSpan.FromSeconds(5 * (1 + (moment >> 3)));
            var step = play.See(number)[0];

            holdsSince = number == 11 && play.MayRaise ? holdsSince ?? play.Now : number is null ? holdsSince : null;
            switch (step)
            {
                case AlertChangeKind.Begin:
                    Assert.Equal(AlertPhase.Clear, phase);
                    Assert.True(waits);
                    break;
                case AlertChangeKind.Drop:
                    Assert.Equal(AlertPhase.Pending, phase);
                    break;
                case AlertChangeKind.Raise:
                    Assert.Equal(waits ? AlertPhase.Pending : AlertPhase.Clear, phase);
                    Assert.Equal(11, number);
                    Assert.True(play.MayRaise);
                    Assert.True(play.Now - holdsSince >= rule.Condition.For);
                    raised.Add(play.Now);
                    break;
                case AlertChangeKind.Resolve:
                    Assert.Equal(AlertPhase.Open, phase);
                    Assert.Equal(1, number);
                    break;
                default:
                    Assert.Null(step);
                    Assert.Equal(phase, play.Track.Phase);
                    break;
            }

            phase = play.Track.Phase;
        }

        Assert.All(raised, first => Assert.True(raised.Count(at => at >= first && at - first <= TimeSpan.FromMinutes(10)) <= AlertTrack.Flaps));
        play.MayRaise = true;
        play.Pause = TimeSpan.FromMinutes(10);
        play.See(1, 1, 1);
        Assert.Equal(AlertPhase.Clear, play.Track.Phase);
    }

    /// <summary>A restart at any moment: what is stored of the alerts says where the rule was.</summary>
    [Property(MaxTest = 500)]
    public void A_track_made_from_what_is_stored_goes_on_as_if_nothing_had_happened(byte[] seen, byte[] after)
    {
        var play = new Play(Above10 with { Condition = Above10.Condition with { For = TimeSpan.FromSeconds(40) } }) { Pause = TimeSpan.FromSeconds(30) };
        play.See([.. seen.Select(Number)]);
        var again = new Play(play.Rule) { Pause = play.Pause, Now = play.Now, Track = play.Stored() };

        Assert.Equal(play.Track.Phase, again.Track.Phase);
        Assert.True(play.Track.Phase != AlertPhase.Open || play.Track.IsFlapping == again.Track.IsFlapping);
        if (!play.Track.IsFlapping)
        {
            Assert.Equal(play.See([.. after.Take(8).Select(Number)]), again.See([.. after.Take(8).Select(Number)]));
        }
    }

    private static double? Number(byte moment) => (moment & 3) switch { 0 => null, 1 => 1, 2 => 9, _ => 11 };

    private static AlertRule Rule(AlertCondition condition) => new(
        Guid.NewGuid(), Guid.NewGuid(), "Rule", null, null, AlertRuleType.Occupancy, condition, AlertSeverity.Warning, AlertSchedule.Always, null, [], true,
        default, default, 1);

    /// <summary>One subject of a rule, looked at once a minute unless told otherwise, and the alerts that are stored of it.</summary>
    private sealed class Play(AlertRule rule)
    {
        private readonly List<Alert> _alerts = [];

        public AlertRule Rule => rule;

        public DateTimeOffset Now { get; set; } = new(2026, 7, 15, 10, 0, 0, TimeSpan.Zero);

        public TimeSpan Pause { get; set; } = TimeSpan.FromMinutes(1);

        public bool MayRaise { get; set; } = true;

        public AlertTrack Track { get; set; } = AlertTrack.None;

        public AlertChangeKind?[] See(params double?[] numbers)
        {
            var steps = new AlertChangeKind?[numbers.Length];
            for (var i = 0; i < numbers.Length; i++)
            {
                Now += Pause;
                var before = Track;
                (Track, steps[i]) = AlertEvaluator.Next(rule, Track, AlertEvaluator.Judge(rule.Condition, numbers[i]), MayRaise, Now, Guid.NewGuid);
                Store(steps[i], steps[i] is AlertChangeKind.Begin or AlertChangeKind.Raise ? Track.AlertId : before.AlertId);
            }

            return steps;
        }

        /// <summary>What a store's grain would load.</summary>
        public AlertTrack Stored() => _alerts
            .Where(alert => alert.Status != AlertStatus.Resolved || Now - alert.TriggeredAt < AlertTrack.FlapWindow
                || _alerts[^1] is { IsOpen: true } open && open.TriggeredAt - alert.TriggeredAt <= AlertTrack.FlapWindow)
            .Aggregate(AlertTrack.None, (track, alert) => track.With(alert));

        private void Store(AlertChangeKind? step, Guid alertId)
        {
            var place = _alerts.FindIndex(alert => alert.Id == alertId);
            if (place < 0 && step is AlertChangeKind.Begin or AlertChangeKind.Raise)
            {
                _alerts.Add(new Alert(
                    rule.OrganizationId, alertId, rule.Id, "store", null, null, AlertStatus.Pending, rule.Severity, "", "", null, null, null, Now, null, null, null,
                    null, null, null, false, [], 1, Now));
                place = _alerts.Count - 1;
            }

            switch (place < 0 ? null : step)
            {
                case AlertChangeKind.Raise:
                    _alerts[place] = _alerts[place] with { Status = AlertStatus.Firing, TriggeredAt = Now };
                    break;
                case AlertChangeKind.Drop:
                    _alerts.RemoveAt(place);
                    break;
                case AlertChangeKind.Resolve:
                    _alerts[place] = _alerts[place] with { Status = AlertStatus.Resolved };
                    break;
            }
        }
    }
}
