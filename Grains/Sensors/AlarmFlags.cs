using System.Collections.Immutable;
using System.Globalization;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Storage.Readings;

namespace RetailOrleans.Grains.Sensors;

/// <summary>A device's alarms by name, each with the instant since which it has been raised without a break. Immutable.</summary>
public sealed class AlarmFlags
{
    private AlarmFlags(DateTime at, ImmutableArray<ActiveAlarm> active)
    {
        At = at;
        Active = active;
    }

    /// <summary>Nothing raised, nothing known.</summary>
    public static AlarmFlags None { get; } = new(DateTime.MinValue, []);

    /// <summary>The newest reading's instant.</summary>
    public DateTime At { get; }

    public ImmutableArray<ActiveAlarm> Active { get; }

    /// <summary>The flags after a reading; an older reading than the newest changes nothing.</summary>
    public AlarmFlags After(in ReadingRow row)
    {
        if (row.Start < At)
        {
            return this;
        }

        var active = ImmutableArray.CreateBuilder<ActiveAlarm>();
        foreach (var name in Names(row.Counts))
        {
            var before = Active.FirstOrDefault(alarm => alarm.Name == name);
            active.Add(before ?? new ActiveAlarm(name, row.Start));
        }

        return new AlarmFlags(row.Start, active.ToImmutable());
    }

    /// <summary>Whether a device's status is what is known already.</summary>
    public bool Matches(ReadOnlySpan<int> status) =>
        At > DateTime.MinValue && Active.Select(alarm => alarm.Name).SequenceEqual(Names(status.ToArray()));

    private static IEnumerable<string> Names(int[] status)
    {
        if (status.Length > 0 && status[0] != 0)
        {
            yield return "counter";
        }

        for (var region = 0; region < 16; region++)
        {
            if (status.Length > 1 && (status[1] & (1 << region)) != 0)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"region{region + 1}_in");
            }

            if (status.Length > 2 && (status[2] & (1 << region)) != 0)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"region{region + 1}_out");
            }
        }
    }
}
