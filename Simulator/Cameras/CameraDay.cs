using RetailOrleans.Calendar;
using RetailOrleans.Simulator.Fleet;
using RetailOrleans.Simulator.Traffic;

namespace RetailOrleans.Simulator.Cameras;

/// <summary>A date as a camera knows it: by its own clock, which may be ahead of the true time or behind.</summary>
/// <param name="traffic">What happens in its store.</param>
/// <param name="date">The date that its clock shows.</param>
/// <param name="ahead">Its clock minus the true time.</param>
internal sealed class CameraDay(StoreTraffic traffic, DateOnly date, TimeSpan ahead)
{
    // A clock that is wrong puts a part of the neighbouring days into its own.
    private readonly StoreDay[] _true = ahead == TimeSpan.Zero
        ? [traffic.On(date)]
        : [traffic.On(date.AddDays(-1)), traffic.On(date), traffic.On(date.AddDays(1))];

    /// <summary>The hours of the date, on the camera's clock.</summary>
    public BusinessDay Day => _true[_true.Length / 2].Day;

    /// <summary>A line in [from, to) of the camera's clock.</summary>
    public (int In, int Out) Line(PretendCamera camera, int number, DateTimeOffset from, DateTimeOffset to)
    {
        var (entered, left) = (0, 0);
        foreach (var day in _true)
        {
            var (more, gone) = CameraCounts.Line(day, camera, number, from - ahead, to - ahead);
            (entered, left) = (entered + more, left + gone);
        }

        return (entered, left);
    }

    /// <summary>Visits of a region in [from, to) of the camera's clock.</summary>
    public int Region(PretendCamera camera, int number, DateTimeOffset from, DateTimeOffset to) =>
        _true.Sum(day => CameraCounts.Region(day, camera, number, from - ahead, to - ahead));

    /// <summary>Seconds that people spent in the store in [from, to) of the camera's clock, all together.</summary>
    public double PersonSeconds(DateTimeOffset from, DateTimeOffset to) => _true.Sum(day => day.PersonSeconds(from - ahead, to - ahead));
}
