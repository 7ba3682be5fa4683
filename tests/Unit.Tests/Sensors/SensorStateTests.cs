using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Sensors;
using RetailOrleans.Storage.Readings;

namespace RetailOrleans.Unit.Tests.Sensors;

/// <summary>One bucket that is committed some time after the one before: near the present, or a late one.</summary>
/// <param name="WaitMinutes">Since the commit before.</param>
/// <param name="IsVisits">Regional visits, else line crossings.</param>
/// <param name="Back">How many buckets before the newest possible one.</param>
/// <param name="Counts">Its numbers.</param>
public sealed record LiveCommit(int WaitMinutes, bool IsVisits, int Back, int[] Counts);

public sealed class SensorStateTests
{
    private static readonly StoreCalendar Lisbon = StoreCalendar.Create("Europe/Lisbon");

    public static class Commits
    {
        public static Arbitrary<LiveCommit> All() =>
            (from wait in Gen.Frequency((5, Gen.Choose(0, 10)), (1, Gen.Choose(60, 900)))
             from visits in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
             from back in Gen.Frequency((4, Gen.Choose(0, 3)), (1, Gen.Choose(0, 100)))
             from counts in Gen.ListOf(Gen.Choose(0, 9), 4)
             select new LiveCommit(wait, visits, back, [.. counts])).ToArbitrary();
    }

    [Property(Arbitrary = [typeof(Commits)], MaxTest = 300)]
    public void Folding_commits_one_by_one_is_loading_what_is_stored_in_the_end(LiveCommit[] commits, byte bucketMinutes)
    {
        // An odd length puts a bucket over every midnight; a long one is spread over hours of both days.
        var length = TimeSpan.FromMinutes(bucketMinutes % 2 == 0 ? 7 : 97);
        var origin = new DateTimeOffset(2026, 3, 28, 0, 0, 0, TimeSpan.Zero);
        var settings = Samples.Sensor(Samples.Lines(("line1", new LineConfig()), ("line2", new LineConfig(Type: LineType.Passing))));
        var now = origin.AddHours(20);
        var folded = new SensorState(settings, Lisbon, now);
        var quiet = new ReadingRow(1, origin.UtcDateTime, 0, 0, 0, [], 0);
        var stored = new Dictionary<(ReadingKind, DateTime), ReadingRow> { [(ReadingKind.Alarms, quiet.Start)] = quiet };
        folded.Fold([new RowChange(ReadingKind.Alarms, null, quiet)]);
        foreach (var commit in commits)
        {
            now = now.AddMinutes(commit.WaitMinutes);
            folded.RollTo(now);
            var newest = (int)((now.AddMinutes(5) - origin) / length);
            var start = origin + (length * Math.Max(0, newest - commit.Back));
            var kind = commit.IsVisits ? ReadingKind.Regions : ReadingKind.People;
            var row = new ReadingRow(1, start.UtcDateTime, 0, (int)length.TotalSeconds, (int)(now - start).TotalSeconds, commit.Counts.AsSpan().TrimEnd(0).ToArray(), 0);
            ReadingRow? old = stored.TryGetValue((kind, row.Start), out var before) ? before : null;
            if (old?.SameNumbersAs(row) == true)
            {
                continue;
            }

            stored[(kind, row.Start)] = row;

            // As the writer reports it: what ended since, and the newest of its kind.
            var isNewest = stored.Keys.All(key => key.Item1 != kind || key.Item2 <= row.Start);
            if (row.End > folded.ChangesSince.UtcDateTime || isNewest)
            {
                folded.Fold([new RowChange(kind, old, row)]);
            }
        }

        now = now.AddMinutes(commits.Length * 3);
        folded.RollTo(now);
        AssertSameAsLoaded(folded, stored.Select(entry => (entry.Key.Item1, entry.Value)), settings, now);
    }

    [Fact]
    public void At_midnight_the_new_day_begins_with_what_reaches_into_it()
    {
        var evening = new DateTimeOffset(2026, 7, 14, 22, 0, 0, TimeSpan.Zero);
        var midnight = evening.AddHours(1);
        var settings = Samples.Sensor();
        var state = new SensorState(settings, Lisbon, evening);
        var crossing = Samples.Row(midnight.AddMinutes(-10), 20, 8);
        var before = Samples.Row(midnight.AddMinutes(-30), 20, 5, 1);
        state.Fold([new RowChange(ReadingKind.People, null, before), new RowChange(ReadingKind.People, null, crossing)]);
        Assert.Equal(13, state.Snapshot(1).Entries);

        Assert.False(state.RollTo(midnight.AddTicks(-1)));
        Assert.True(state.RollTo(midnight));

        var snapshot = state.Snapshot(2);
        Assert.Equal(new DateOnly(2026, 7, 15), snapshot.Day);
        Assert.Equal(0, snapshot.Entries);
        Assert.Equal([2_000_000, 2_000_000], snapshot.Flow);
        Assert.Equal(crossing.Start, snapshot.LatestPeople!.At.UtcDateTime);
        AssertSameAsLoaded(state, [(ReadingKind.People, before), (ReadingKind.People, crossing)], settings, midnight);
    }

    [Fact]
    public void A_corrected_bucket_replaces_its_old_numbers()
    {
        var state = new SensorState(Samples.Sensor(), Lisbon, Samples.Noon);
        var first = Samples.Row(Samples.Noon.AddHours(-1), 60, 5, 3);
        var second = Samples.Row(Samples.Noon.AddHours(-1), 60, 6, 1);
        state.Fold([new RowChange(ReadingKind.People, null, first)]);
        state.Fold([new RowChange(ReadingKind.People, first, second)]);

        var snapshot = state.Snapshot(1);
        Assert.Equal((6, 1), (snapshot.Entries, snapshot.Exits));
        Assert.Equal(5_000_000, snapshot.Flow.Sum());
        Assert.Equal(6, snapshot.LatestPeople!.In);
    }

    [Fact]
    public void A_poll_that_brings_what_is_known_brings_no_news()
    {
        var state = new SensorState(Samples.Sensor(), Lisbon, Samples.Noon);
        var start = Samples.Noon.AddHours(-1);
        state.Fold([new RowChange(ReadingKind.People, null, Samples.Row(start, 60, 5))]);

        var same = new PeopleReading(start, start.AddHours(1), [5, 0, 0, 0]);
        Assert.Equal(0, state.NewsOf(ReadingBatch.Empty with { People = [same] }).Count);
        Assert.Equal(1, state.NewsOf(ReadingBatch.Empty with { People = [same with { Counts = [6] }] }).Count);
        Assert.Equal(1, state.NewsOf(ReadingBatch.Empty with { People = [same with { Start = start.AddHours(-1), End = start }] }).Count);
    }

    [Fact]
    public void An_alarm_counts_from_the_first_reading_that_raised_it_also_when_loaded()
    {
        var rows = new[] { (0, 0), (1, 10), (1, 20), (1, 30) }
            .Select(entry => (ReadingKind.Alarms, new ReadingRow(1, Samples.Noon.AddMinutes(entry.Item2).UtcDateTime, 0, 0, 0, [entry.Item1], 0)))
            .ToArray();
        var settings = Samples.Sensor();
        var now = Samples.Noon.AddHours(1);
        var state = new SensorState(settings, Lisbon, now);
        state.Fold([.. rows.Select(row => new RowChange(row.Item1, null, row.Item2))]);

        Assert.Equal(Samples.Noon.AddMinutes(10), Assert.Single(state.Snapshot(1).Alarms).Since);
        AssertSameAsLoaded(state, rows, settings, now);
    }

    [Fact]
    public void Contact_never_goes_back()
    {
        var state = new SensorState(Samples.Sensor(), Lisbon, Samples.Noon);
        state.Contact(Samples.Noon, null);
        state.Contact(Samples.Noon.AddMinutes(-5), null);
        Assert.Equal(Samples.Noon, state.LastSeenAt);
        state.Contact(null, "no answer");
        Assert.Equal(Samples.Noon, state.LastSeenAt);
        Assert.Equal("no answer", state.LastError);
    }

    [Fact]
    public void A_reading_that_came_after_the_last_contact_that_was_written_is_one()
    {
        var settings = Samples.Sensor() with { LastSeenAt = Samples.Noon.AddMinutes(-20), LastError = "no answer" };
        var early = Samples.Row(Samples.Noon.AddHours(-2), 60, 5) with { ReceivedAfterSeconds = (int)TimeSpan.FromMinutes(90).TotalSeconds };
        var state = new SensorState(settings, Lisbon, Samples.Noon);
        state.Load(Samples.Readings([(ReadingKind.People, early)], state.Day.Start, state.Day.End));
        Assert.Equal((settings.LastSeenAt, settings.LastError), (state.LastSeenAt, state.LastError));

        var late = early with { ReceivedAfterSeconds = (int)TimeSpan.FromMinutes(115).TotalSeconds };
        state = new SensorState(settings, Lisbon, Samples.Noon);
        state.Load(Samples.Readings([(ReadingKind.People, late)], state.Day.Start, state.Day.End));
        Assert.Equal((Samples.Noon.AddMinutes(-5), null), (state.LastSeenAt, state.LastError));
    }

    private static void AssertSameAsLoaded(
        SensorState state, IEnumerable<(ReadingKind, ReadingRow)> stored, SensorSettings settings, DateTimeOffset now)
    {
        var loaded = new SensorState(settings, Lisbon, now);
        loaded.Load(Samples.Readings(stored, loaded.Day.Start, loaded.Day.End + SensorState.Ahead));

        // Who stores was in contact just then; who loads knows of it only what it finds.
        loaded.Contact(now, null);
        state.Contact(now, null);
        Assert.Equal(JsonSerializer.Serialize(loaded.Snapshot(1)), JsonSerializer.Serialize(state.Snapshot(1)));
        Assert.Equal(JsonSerializer.Serialize(loaded.Live(1, now)), JsonSerializer.Serialize(state.Live(1, now)));
    }
}
