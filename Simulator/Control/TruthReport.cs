using System.Collections.Immutable;
using RetailOrleans.Calendar;
using RetailOrleans.Simulator.Fleet;
using RetailOrleans.Simulator.Traffic;

namespace RetailOrleans.Simulator.Control;

/// <summary>Reads the truth out of the fleet's days.</summary>
internal static class TruthReport
{
    /// <param name="fleet">The fleet.</param>
    /// <param name="date">A local date of every store; null is each store's today.</param>
    /// <param name="now">Nothing after it has happened.</param>
    public static Truth At(PretendFleet fleet, DateOnly? date, DateTimeOffset now) =>
        new(now, fleet.Seed, [.. fleet.Stores.Select(store => Of(store, fleet.Traffic[store.Index].On(date ?? store.Calendar.DayOf(now).Date), now))]);

    private static StoreTruth Of(PretendStore store, StoreDay day, DateTimeOffset now)
    {
        var hours = day.Day.Hours.Where(hour => hour.Start < now).Select(hour => Of(store, day, hour, now)).ToImmutableArray();
        return new StoreTruth(
            store.Code,
            store.Name,
            store.Calendar.ZoneId,
            day.Day.Date,
            Sum(hours),
            Sum([.. hours.Where(hour => hour.Complete)]),
            day.Occupancy(now),
            hours,
            [.. store.Cameras.Select(camera => new CameraTruth(camera.Name, camera.Address.ToString(), [.. camera.Lines.Select(line => Of(day, camera, line, now))]))]);
    }

    private static HourTruth Of(PretendStore store, StoreDay day, LocalHour hour, DateTimeOffset now)
    {
        var (entries, exits, passing) = (0, 0, 0);
        foreach (var camera in store.Cameras)
        {
            foreach (var line in camera.Lines)
            {
                var (entered, left) = CameraCounts.True(day, camera, line.Number, hour.Start, CameraCounts.Until(hour, now));
                (entries, exits, passing) = line.Type is LineType.Passing
                    ? (entries, exits, passing + entered + left)
                    : (entries + entered, exits + left, passing);
            }
        }

        return new HourTruth(hour.Start, hour.End <= now, entries, exits, passing);
    }

    private static LineTruth Of(StoreDay day, PretendCamera camera, PretendLine line, DateTimeOffset now) =>
        new(
            line.Number,
            line.Type.ToString().ToLowerInvariant(),
            line.Invert,
            [.. day.Day.Hours
                .Where(hour => hour.Start < now)
                .Select(hour =>
                {
                    var (entered, left) = CameraCounts.Line(day, camera, line.Number, hour.Start, CameraCounts.Until(hour, now));
                    return new LineHourTruth(hour.Start, hour.End <= now, entered, left);
                })]);

    private static Movement Sum(ImmutableArray<HourTruth> hours) =>
        new(hours.Sum(hour => hour.Entries), hours.Sum(hour => hour.Exits), hours.Sum(hour => hour.Passing));
}
