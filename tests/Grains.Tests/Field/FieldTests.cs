using RetailOrleans.Grains.Tests.Fixture;
using RetailOrleans.Simulator.Faults;

namespace RetailOrleans.Grains.Tests.Field;

/// <summary>What is stored is what happened, whatever the clocks and the plugs do.</summary>
[Collection(OneCluster.Name)]
public sealed class FieldTests
{
    private const int Lisbon = 0;
    private const int NewYork = 1;
    private const int Mumbai = 2;

    // Days of 25 and 23 hours, and one of a zone with half an hour and no summer time.
    [Theory]
    [InlineData("2026-10-24T17:45:00Z", "2026-10-26T01:15:00Z", "2026-10-25", Lisbon, 25, Mumbai, 24)]
    [InlineData("2026-11-01T03:15:00Z", "2026-11-02T06:15:00Z", "2026-11-01", NewYork, 25, null, 0)]
    [InlineData("2026-03-28T18:00:00Z", "2026-03-30T00:15:00Z", "2026-03-29", Lisbon, 23, Mumbai, 24)]
    [InlineData("2026-03-08T04:15:00Z", "2026-03-09T05:15:00Z", "2026-03-08", NewYork, 23, null, 0)]
    public async Task A_day_on_which_clocks_change_ends_with_the_truth(string from, string until, string date, int store, int hours, int? other, int otherHours)
    {
        await using var field = await PretendField.CreateAsync(DateTimeOffset.Parse(from));
        await field.LiveUntilAsync(DateTimeOffset.Parse(until));
        var day = DateOnly.Parse(date);
        await IsTrueAsync(store, hours);
        if (other is { } second)
        {
            await IsTrueAsync(second, otherHours);
        }

        async Task IsTrueAsync(int index, int expected)
        {
            // A poll that was under way when time went on comes again.
            await field.LiveUntilAsync(async () => (await field.StoredAsync(index, day)).SequenceEqual(field.Truth(index, day)));
            var stored = await field.StoredAsync(index, day);
            Assert.Equal(expected, stored.Count);
            Assert.True(stored.Sum(hour => hour.In1 + hour.In2) > 100);
        }
    }

    [Fact]
    public async Task A_camera_whose_plug_is_pulled_for_three_days_leaves_no_gap()
    {
        var start = new DateTimeOffset(2026, 7, 13, 9, 45, 0, TimeSpan.Zero);
        await using var field = await PretendField.CreateAsync(start);
        var camera = field.Fleet.Stores[Lisbon].Cameras[0].Address;
        await field.LiveUntilAsync(start.AddHours(5));
        field.Cameras.Faults.Set(camera, new CameraFault(CameraFaultKind.Offline, field.Time.GetUtcNow()));
        await field.LiveUntilAsync(start.AddHours(5).AddDays(3));
        Assert.Empty(await field.StoredAsync(Lisbon, new DateOnly(2026, 7, 15)));

        field.Cameras.Faults.Clear(camera);
        await field.LiveUntilAsync(async () =>
        {
            for (var date = new DateOnly(2026, 7, 13); date <= new DateOnly(2026, 7, 15); date = date.AddDays(1))
            {
                if (!(await field.StoredAsync(Lisbon, date)).SequenceEqual(field.Truth(Lisbon, date)))
                {
                    return false;
                }
            }

            return await field.OwedAsync(Lisbon) == "{}";
        });
        Assert.Equal(24, (await field.StoredAsync(Lisbon, new DateOnly(2026, 7, 14))).Count);
    }
}
