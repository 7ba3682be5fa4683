using System.Collections.Immutable;

namespace RetailOrleans.Calendar;

/// <summary>
/// A store's day, from its day start to the next one: 23, 24 or 25 hours, half open, with its local hours and its grid of 5-minute slots.
/// Made by <see cref="StoreCalendar"/>; immutable.
/// </summary>
public sealed record BusinessDay
{
    /// <summary>Length of a slot. Slots are counted in elapsed time from <see cref="Start"/>, so a 25-hour day has 300.</summary>
    public static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);

    internal BusinessDay(DateOnly date, DateTimeOffset start, DateTimeOffset end, ImmutableArray<LocalHour> hours)
    {
        Date = date;
        Start = start;
        End = end;
        Hours = hours;
    }

    /// <summary>The local date on which the day starts; the day's name.</summary>
    public DateOnly Date { get; }

    /// <summary>UTC, inclusive.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>UTC, exclusive; the next day's start.</summary>
    public DateTimeOffset End { get; }

    /// <summary>The day's local hours in order, without gap or overlap.</summary>
    public ImmutableArray<LocalHour> Hours { get; }

    /// <summary>How many slots cover the day; 288 on a 24-hour day.</summary>
    public int SlotCount => (int)((End - Start + SlotLength - TimeSpan.FromTicks(1)).Ticks / SlotLength.Ticks);

    /// <summary>Whether the instant lies in [Start, End).</summary>
    public bool Contains(DateTimeOffset instant) => instant >= Start && instant < End;

    /// <summary>The slot, 0 to SlotCount − 1, that the instant falls in.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant is not within the day.</exception>
    public int SlotOf(DateTimeOffset instant) =>
        Contains(instant)
            ? (int)((instant - Start).Ticks / SlotLength.Ticks)
            : throw new ArgumentOutOfRangeException(nameof(instant), instant, $"The business day {Date:yyyy-MM-dd} is {Start:u} to {End:u}. Ask the day that contains the instant.");

    /// <summary>Where a slot starts, UTC; <paramref name="slot"/> from 0 to SlotCount (whose start is where the grid ends).</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such slot.</exception>
    public DateTimeOffset SlotStart(int slot) =>
        slot >= 0 && slot <= SlotCount
            ? Start + (SlotLength * slot)
            : throw new ArgumentOutOfRangeException(nameof(slot), slot, $"The business day {Date:yyyy-MM-dd} has the slots 0 to {SlotCount - 1}.");

    /// <summary>The place in <see cref="Hours"/> of the hour that contains the instant.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant is not within the day.</exception>
    public int HourIndexOf(DateTimeOffset instant)
    {
        if (!Contains(instant))
        {
            throw new ArgumentOutOfRangeException(nameof(instant), instant, $"The business day {Date:yyyy-MM-dd} is {Start:u} to {End:u}. Ask the day that contains the instant.");
        }

        // Nearly always the elapsed hour itself; a day with a half-hour change or a broken first hour is off by one or two.
        var index = Math.Clamp((int)((instant - Start).Ticks / TimeSpan.TicksPerHour), 0, Hours.Length - 1);
        while (instant < Hours[index].Start)
        {
            index--;
        }

        while (instant >= Hours[index].End)
        {
            index++;
        }

        return index;
    }

    /// <summary>The same day with its hours divided into parts that begin on whole multiples of so many minutes of the clock.</summary>
    /// <param name="minutes">5, 10, 15, 20 or 30.</param>
    public BusinessDay Divided(int minutes)
    {
        var parts = ImmutableArray.CreateBuilder<LocalHour>(Hours.Length * (60 / minutes));
        foreach (var hour in Hours)
        {
            for (var (start, local) = (hour.Start, hour.LocalStart); start < hour.End;)
            {
                var next = start.AddMinutes(minutes - (local.Minute % minutes));
                next = next < hour.End ? next : hour.End;
                parts.Add(new LocalHour(start, next, local));
                (start, local) = (next, local + (next - start));
            }
        }

        return new BusinessDay(Date, Start, End, parts.ToImmutable());
    }

    /// <summary>The hour of the day that contains the instant, which must be within the day.</summary>
    internal LocalHour HourOf(DateTimeOffset instant) => Hours[HourIndexOf(instant)];

    /// <summary>Days are equal when they have the same date, extent and hours.</summary>
    public bool Equals(BusinessDay? other) =>
        other is not null && Date == other.Date && Start == other.Start && End == other.End && Hours.AsSpan().SequenceEqual(other.Hours.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Date, Start, End);
}
