using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Sensors;

namespace RetailOrleans.Unit.Tests.Sensors;

public sealed class PreparedBatchTests
{
    [Fact]
    public void Of_two_readings_for_one_bucket_the_last_counts_and_the_overtaken_one_is_unchanged()
    {
        var prepared = PreparedBatch.Of(People(Of(0, 5, 1), Of(5, 10, 2), Of(0, 5, 3)));

        Assert.Equal([3, 2], prepared.Batch.People.Select(reading => reading.Counts[0]));
        var outcome = prepared.Outcome(Stored(new RecordTally(1, 1, 0)));
        Assert.Equal(new RecordTally(1, 1, 1), outcome.People);
        Assert.Empty(outcome.Refusals);
    }

    [Fact]
    public void Of_two_that_overlap_the_later_one_is_refused_by_its_own_place()
    {
        var prepared = PreparedBatch.Of(People(Of(20, 30, 1), Of(4, 9, 2), Of(0, 5, 3), Of(9, 20, 4)));

        Assert.Equal([3, 4, 1], prepared.Batch.People.Select(reading => reading.Counts[0]));
        var refusal = Assert.Single(prepared.Refusals);
        Assert.Equal((ReadingKind.People, 1, "timestamp"), (refusal.Kind, refusal.Index, refusal.Field));
        Assert.Contains("2026-07-15T12:04:00Z/2026-07-15T12:09:00Z overlaps 2026-07-15T12:00:00Z/2026-07-15T12:05:00Z", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_of_the_store_is_told_by_the_place_in_the_request()
    {
        var prepared = PreparedBatch.Of(People(Of(10, 15, 1), Of(0, 5, 2), Of(0, 5, 3)));
        var stored = Stored(new RecordTally(1, 0, 0)) with { Refusals = [new ReadingRefusal(ReadingKind.People, 0, "timestamp", "overlaps")] };

        // The first row of the prepared batch is the third of the request.
        Assert.Equal(2, Assert.Single(prepared.Outcome(stored).Refusals).Index);
    }

    [Fact]
    public void Touching_intervals_and_different_regional_kinds_do_not_overlap()
    {
        var visits = new RegionReading(Samples.Noon, Samples.Noon.AddMinutes(5), RegionCountKind.Visits, [1]);
        var prepared = PreparedBatch.Of(People(Of(0, 5, 1), Of(5, 10, 2)) with { Regions = [visits, visits with { Kind = RegionCountKind.Occupancy }] });

        Assert.Empty(prepared.Refusals);
        Assert.Equal(4, prepared.Batch.Count);
    }

    [Fact]
    public void Instants_overlap_nothing()
    {
        var heat = new HeatReading(Samples.Noon.AddMinutes(1), Samples.Noon.AddMinutes(1), 1);
        var prepared = PreparedBatch.Of(ReadingBatch.Empty with
        {
            Heat = [heat, heat with { Start = Samples.Noon, End = Samples.Noon.AddMinutes(5) }],
            Alarms = [new AlarmReading(Samples.Noon, 1, 0, 0), new AlarmReading(Samples.Noon.AddSeconds(1), 0, 0, 0)],
        });

        Assert.Empty(prepared.Refusals);
        Assert.Equal(4, prepared.Batch.Count);
    }

    private static PeopleReading Of(int from, int to, params int[] counts) =>
        new(Samples.Noon.AddMinutes(from), Samples.Noon.AddMinutes(to), [.. counts]);

    private static ReadingBatch People(params PeopleReading[] readings) => ReadingBatch.Empty with { People = [.. readings] };

    private static RecordOutcome Stored(RecordTally people) => new(true, people, default, default, default, []);
}
