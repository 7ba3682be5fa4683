using System.Collections.Immutable;
using RetailOrleans.Calendar;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Grains.Scheduling;

/// <summary>
/// How far a device has been asked: up to when, and which older stretches are still owed. After an outage the last 24 hours come first, as
/// a live poll; what is older is owed, and asked for in windows, newest first. Pure, immutable; the database keeps the same.
/// </summary>
/// <param name="Until">Everything before it has been asked for, or is owed; null = never asked.</param>
/// <param name="Owed">In order, apart from each other.</param>
internal sealed record CatchUp(DateTimeOffset? Until, ImmutableArray<Stretch> Owed)
{
    /// <summary>The longest stretch that one poll asks for.</summary>
    public static readonly TimeSpan MaxWindow = TimeSpan.FromHours(24);

    /// <summary>A camera corrects its hour until it ends, so an hour is asked for again.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    /// <summary>What is older was kept by no camera that we know.</summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(366);

    /// <summary>A device that was never asked.</summary>
    public static CatchUp Nothing { get; } = new(null, []);

    /// <summary>What a live poll asks for, and what is too old for it and will be owed once the device has answered.</summary>
    /// <param name="newest">Start of the newest reading; a camera whose clock is behind is asked from there on.</param>
    /// <param name="dayStart">Start of the running business day.</param>
    /// <param name="backfill">How much history the first poll asks for.</param>
    /// <param name="now">The end of the window.</param>
    public (Stretch Window, Stretch? Older) Live(DateTimeOffset? newest, DateTimeOffset dayStart, TimeSpan backfill, DateTimeOffset now)
    {
        var since = Until is { } until
            ? (newest < until && newest > until - MaxWindow ? newest.Value : until) - Overlap
            : now - backfill < dayStart ? now - backfill : dayStart;
        since = Later(since, now - Horizon);
        var from = Later(since, now - MaxWindow);
        from = from < now ? from : now - Overlap;
        return (new Stretch(from, now), since < from ? new Stretch(since, from) : null);
    }

    /// <summary>
    /// The newest part that is owed: at most 24 hours, of one date of the device's own clock, because its logs are by date. Null when
    /// nothing is owed.
    /// </summary>
    public Stretch? Window(StoreCalendar deviceDays)
    {
        if (Owed.IsEmpty)
        {
            return null;
        }

        var (from, to) = Owed[^1];
        var date = deviceDays.DayOf(to.AddTicks(-1)).Start;
        return new Stretch(Later(from, Later(date, to - MaxWindow)), to);
    }

    /// <summary>With a stretch more to ask for.</summary>
    public CatchUp Owe(Stretch stretch)
    {
        var (from, to) = (stretch.From, stretch.To);
        var apart = ImmutableArray.CreateBuilder<Stretch>(Owed.Length + 1);
        foreach (var owed in Owed)
        {
            if (owed.To < from || owed.From > to)
            {
                apart.Add(owed);
            }
            else
            {
                from = owed.From < from ? owed.From : from;
                to = Later(owed.To, to);
            }
        }

        apart.Add(new Stretch(from, to));
        apart.Sort((a, b) => a.From.CompareTo(b.From));
        return this with { Owed = apart.DrainToImmutable() };
    }

    /// <summary>Without a stretch, which was asked for or is given up.</summary>
    public CatchUp Pay(Stretch stretch)
    {
        var rest = ImmutableArray.CreateBuilder<Stretch>(Owed.Length + 1);
        foreach (var owed in Owed)
        {
            if (owed.To <= stretch.From || owed.From >= stretch.To)
            {
                rest.Add(owed);
                continue;
            }

            if (owed.From < stretch.From)
            {
                rest.Add(owed with { To = stretch.From });
            }

            if (owed.To > stretch.To)
            {
                rest.Add(owed with { From = stretch.To });
            }
        }

        return this with { Owed = rest.DrainToImmutable() };
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
