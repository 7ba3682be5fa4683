using System.Collections.Frozen;
using RetailOrleans.Calendar;
using RetailOrleans.Simulator.Fleet;

namespace RetailOrleans.Simulator.Traffic;

/// <summary>A store's visitors: for any date a pure function of the seed and the store. Remembers the last few days; safe for many threads.</summary>
internal sealed class StoreTraffic(long seed, PretendStore store)
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    private readonly StoreDay?[] _recent = new StoreDay?[4];

    public StoreDay On(DateOnly date)
    {
        ref var slot = ref _recent[date.DayNumber % _recent.Length];
        if (Volatile.Read(ref slot) is { } known && known.Day.Date == date)
        {
            return known;
        }

        var day = Happen(store.Calendar.Day(date));
        Volatile.Write(ref slot, day);
        return day;
    }

    private StoreDay Happen(BusinessDay day)
    {
        var dice = new Dice(seed, store.Index, day.Date.DayNumber);
        var doors = new Ways(Lines(LineType.Entrance));
        var ways = new Ways([.. doors.Lines, .. Lines(LineType.Exit)]);
        var corridors = Lines(LineType.Passing);
        var book = new Book();
        var open = store.Hours.Intervals(day, store.Calendar).ToArray();
        var mood = dice.Between(0.85, 1.15);
        for (var step = day.Start; step < day.End; step += Step)
        {
            var end = step + Step < day.End ? step + Step : day.End;
            var closing = Array.Find(open, interval => step >= interval.Open && step < interval.Close).Close;
            var isOpen = closing > step;
            var busy = isOpen ? store.PeakPerHour * mood * DayCurve.At(WallClock.ToLocal(step, store.Calendar.ZoneId)) : 0;
            var perHour = Math.Max(DayCurve.ClosedPerHour, busy);
            foreach (var arrival in Arrivals(ref dice, step, end, perHour))
            {
                var stay = isOpen ? TimeSpan.FromMinutes(Math.Min(2 + dice.Wait(13), 100)) : TimeSpan.FromMinutes(dice.Between(1, 5));
                // Nobody is locked in: at closing time all leave within ten minutes, and the last ones before the day ends.
                var latest = isOpen && closing < day.End ? closing + TimeSpan.FromMinutes(dice.Between(0, 10)) : day.End;
                var leaving = Earliest(arrival + stay, Earliest(latest, day.End.AddMilliseconds(-1)));
                Visit(ref dice, book, arrival, leaving > arrival ? leaving : arrival, doors, ways);
            }

            foreach (var corridor in corridors)
            {
                foreach (var passing in Arrivals(ref dice, step, end, perHour * 5))
                {
                    book.Cross(corridor, dice.Fraction() < 0.55, passing);
                }
            }
        }

        return book.Close(day);
    }

    private void Visit(ref Dice dice, Book book, DateTimeOffset arrival, DateTimeOffset leaving, Ways doors, Ways ways)
    {
        if (doors.Lines.Length == 0)
        {
            return;
        }

        book.Arrivals.Add(arrival.UtcTicks);
        book.Departures.Add(leaving.UtcTicks);
        book.Cross(doors.Choose(ref dice), true, arrival);
        book.Cross(ways.Choose(ref dice), false, leaving);
        foreach (var camera in store.Cameras)
        {
            for (var region = 1; region <= camera.Regions.Length; region++)
            {
                if (dice.Fraction() < 0.9 / region)
                {
                    book.Enter(camera.Index, region, arrival + ((leaving - arrival) * dice.Fraction()));
                }
            }
        }
    }

    private static List<DateTimeOffset> Arrivals(ref Dice dice, DateTimeOffset from, DateTimeOffset to, double perHour)
    {
        var arrivals = new List<DateTimeOffset>();
        for (var at = from + TimeSpan.FromHours(dice.Wait(1 / perHour)); at < to; at += TimeSpan.FromHours(dice.Wait(1 / perHour)))
        {
            arrivals.Add(at);
        }

        return arrivals;
    }

    private static DateTimeOffset Earliest(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private (int Camera, PretendLine Line)[] Lines(LineType type) =>
        [.. store.Cameras.SelectMany(camera => camera.Lines.Where(line => line.Type == type), (camera, line) => (camera.Index, line))];

    /// <summary>Lines that people choose between, by their weights.</summary>
    private sealed class Ways((int Camera, PretendLine Line)[] lines)
    {
        private readonly double[] _weights = [.. lines.Select(way => way.Line.Weight)];

        public (int Camera, PretendLine Line)[] Lines => lines;

        public (int Camera, PretendLine Line) Choose(ref Dice dice) => lines[dice.Choose(_weights)];
    }

    /// <summary>Where a day is written down while it happens.</summary>
    private sealed class Book
    {
        private readonly Dictionary<(int, int), List<long>> _in = [];
        private readonly Dictionary<(int, int), List<long>> _out = [];
        private readonly Dictionary<(int, int), List<long>> _regions = [];

        public List<long> Arrivals { get; } = [];

        public List<long> Departures { get; } = [];

        public void Cross((int Camera, PretendLine Line) way, bool inwards, DateTimeOffset at) => Add(inwards ? _in : _out, (way.Camera, way.Line.Number), at);

        public void Enter(int camera, int region, DateTimeOffset at) => Add(_regions, (camera, region), at);

        public StoreDay Close(BusinessDay day) => new(day, Frozen(_in), Frozen(_out), Frozen(_regions), new Moments(Arrivals), new Moments(Departures));

        private static void Add(Dictionary<(int, int), List<long>> events, (int, int) key, DateTimeOffset at)
        {
            if (!events.TryGetValue(key, out var list))
            {
                events.Add(key, list = []);
            }

            list.Add(at.UtcTicks);
        }

        private static FrozenDictionary<(int, int), Moments> Frozen(Dictionary<(int, int), List<long>> events) =>
            events.ToFrozenDictionary(pair => pair.Key, pair => new Moments(pair.Value));
    }
}
