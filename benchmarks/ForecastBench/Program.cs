using System.Diagnostics;
using System.Globalization;
using RetailOrleans.ForecastBench;

// forecast [STEP]: a forecast every STEP days (default 12) of a simulated year, of three shops with two seeds each.
var step = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 12;

static void Say(string name, double value, string unit) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{value:0.###}\t{unit}"));

static void Report(string name, BackTest test)
{
    Say($"{name}: mean absolute error", test.Hours.Mae, "people an hour");
    Say($"{name}: mean absolute error, seasonal-naive", test.Naive.Mae, "people an hour");
    Say($"{name}: error of all entries (WAPE)", 100 * test.Hours.Wape, "%");
    Say($"{name}: error of all entries, seasonal-naive", 100 * test.Naive.Wape, "%");
    Say($"{name}: error of all entries, median of four weeks", 100 * test.FourWeeks.Wape, "%");
    Say($"{name}: error beside seasonal-naive", test.Hours.Mae / test.Naive.Mae, "ratio");
    Say($"{name}: hours within the 80 % interval", 100 * test.Hours.Coverage, "%");
    Say($"{name}: error of days", 100 * test.Days.Wape, "%");
    Say($"{name}: error of days, seasonal-naive", 100 * test.NaiveDays.Wape, "%");
    Say($"{name}: days within the 80 % interval", 100 * test.Days.Coverage, "%");
}

foreach (var (label, first, last) in new[]
{
    ("with a year of history", Shops.Year, Shops.Year.AddDays(364)),
    ("with some weeks of history", Shops.First.AddDays(35), Shops.First.AddDays(364)),
})
{
    var all = new BackTest();
    var watch = Stopwatch.StartNew();
    foreach (var (name, make) in Shops.All)
    {
        var test = new BackTest();
        foreach (var seed in new long[] { 1, 2 })
        {
            test.Add(new BackTest().Run(make(seed), first, last, step));
        }

        Report($"{name}, {label}", test);
        all.Add(test);
    }

    Report($"all, {label}", all);
    Say($"{label}: time of a forecast", watch.Elapsed.TotalMilliseconds * 14 / all.Days.Count, "ms");
}
