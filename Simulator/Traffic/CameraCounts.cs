using RetailOrleans.Calendar;
using RetailOrleans.Simulator.Fleet;

namespace RetailOrleans.Simulator.Traffic;

/// <summary>What a camera has counted, in its own view: an inverted line has in and out swapped.</summary>
internal static class CameraCounts
{
    /// <summary>One line in [from, to); a line that is not drawn counts nothing.</summary>
    public static (int In, int Out) Line(StoreDay day, PretendCamera camera, int number, DateTimeOffset from, DateTimeOffset to)
    {
        var (entered, left) = True(day, camera, number, from, to);
        return camera.Lines.Any(line => line.Number == number && line.Invert) ? (left, entered) : (entered, left);
    }

    /// <summary>One line in [from, to), in the true direction.</summary>
    public static (int In, int Out) True(StoreDay day, PretendCamera camera, int number, DateTimeOffset from, DateTimeOffset to) =>
        (day.In.TryGetValue((camera.Index, number), out var entered) ? entered.Count(from, to) : 0,
         day.Out.TryGetValue((camera.Index, number), out var left) ? left.Count(from, to) : 0);

    /// <summary>Visits of one region in [from, to).</summary>
    public static int Region(StoreDay day, PretendCamera camera, int number, DateTimeOffset from, DateTimeOffset to) =>
        day.Regions.TryGetValue((camera.Index, number), out var visits) ? visits.Count(from, to) : 0;

    /// <summary>The part of an hour that has happened: its end, or now, but never before its start.</summary>
    public static DateTimeOffset Until(LocalHour hour, DateTimeOffset now) =>
        now >= hour.End ? hour.End : now > hour.Start ? now : hour.Start;
}
