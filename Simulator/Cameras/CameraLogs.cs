using System.Globalization;
using System.Text;
using RetailOrleans.Calendar;
using RetailOrleans.Simulator.Fleet;
using RetailOrleans.Simulator.Traffic;

namespace RetailOrleans.Simulator.Cameras;

/// <summary>
/// What a camera writes by its own clock, quirks included: "Tolal" in a header with spaces, rows without, totals over all lines, a whole local day of hours
/// whatever the range, the current hour growing, zero rows for the hours to come.
/// </summary>
internal static class CameraLogs
{
    private const string Slashes = "yyyy/MM/dd HH:mm:ss";
    private const string Dashes = "yyyy-MM-dd HH:mm:ss";

    public static string People(CameraDay day, PretendCamera camera, DateTimeOffset now)
    {
        var log = new StringBuilder("StartTime, EndTime, Tolal - In, Tolal - Out, Tolal - Sum");
        for (var line = 1; line <= PretendCamera.LineCount; line++)
        {
            log.Append(CultureInfo.InvariantCulture, $", Line{line} - In, Line{line} - Out, Line{line} - Sum");
        }

        log.Append("\r\n");
        foreach (var hour in day.Day.Hours)
        {
            var lines = Enumerable.Range(1, PretendCamera.LineCount)
                .Select(line => day.Line(camera, line, hour.Start, CameraCounts.Until(hour, now)))
                .ToArray();
            var total = (In: lines.Sum(line => line.In), Out: lines.Sum(line => line.Out));
            log.Append(Times(hour, Slashes));
            foreach (var (entered, left) in lines.Prepend(total))
            {
                log.Append(CultureInfo.InvariantCulture, $",{entered},{left},{entered + left}");
            }

            log.Append("\r\n");
        }

        return log.ToString();
    }

    public static string Regions(CameraDay day, PretendCamera camera, DateTimeOffset now)
    {
        var log = new StringBuilder("StartTime, EndTime, region1, region2, region3, region4, Sum\r\n");
        foreach (var hour in day.Day.Hours)
        {
            var visits = Enumerable.Range(1, 4).Select(region => day.Region(camera, region, hour.Start, CameraCounts.Until(hour, now))).ToArray();
            log.Append(CultureInfo.InvariantCulture, $"{Times(hour, Slashes)},{string.Join(',', visits)},{visits.Sum()}\r\n");
        }

        return log.ToString();
    }

    public static string Heat(CameraDay day, PretendCamera camera, DateTimeOffset now)
    {
        // Each camera sees a part of the store.
        var view = 0.5 / (camera.Index + 1);
        var log = new StringBuilder("StartTime, EndTime, Value(s)\r\n");
        foreach (var hour in day.Day.Hours)
        {
            log.Append(CultureInfo.InvariantCulture, $"{Times(hour, Dashes)},{day.PersonSeconds(hour.Start, CameraCounts.Until(hour, now)) * view:0}\r\n");
        }

        return log.ToString();
    }

    /// <summary>Counters since the camera's reset at local midnight, or later, over all its lines.</summary>
    public static string AlarmStatus(CameraDay today, PretendCamera camera, DateTimeOffset resetAt, DateTimeOffset now)
    {
        var since = resetAt > today.Day.Start ? resetAt : today.Day.Start;
        var lines = Enumerable.Range(1, PretendCamera.LineCount).Select(line => today.Line(camera, line, since, now)).ToArray();
        var (entered, left) = (lines.Sum(line => line.In), lines.Sum(line => line.Out));
        (string Name, int Value)[] status =
        [
            ("region_entrance_alarm_status", 0), ("region_exit_alarm_status", 0), ("counter_alarm_status", 0),
            ("current_in_count", entered), ("current_out_count", left), ("current_sum_count", entered + left), ("current_capacity_count", entered - left),
            ("current_counter_alarm", 0),
        ];
        return string.Concat(status.Select(s => string.Create(CultureInfo.InvariantCulture, $"var {s.Name}='{s.Value}';\n")));
    }

    private static string Times(LocalHour hour, string format)
    {
        var end = hour.LocalStart + (hour.End - hour.Start) - TimeSpan.FromSeconds(1);
        return hour.LocalStart.ToString(format, CultureInfo.InvariantCulture) + "," + end.ToString(format, CultureInfo.InvariantCulture);
    }
}
