using System.Globalization;

namespace RetailOrleans.LiveBench;

/// <summary>Results on standard output, progress on standard error, settings from the environment.</summary>
internal static class Say
{
    public static void Result(string name, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{Math.Round(value, 2)}\t{unit}"));

    public static void Progress(string text) => Console.Error.WriteLine(text);

    public static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
