using System.Diagnostics;
using System.Globalization;

namespace RetailOrleans.LiveBench;

/// <summary>What a process takes of its machine, by /proc.</summary>
internal sealed class ProcessUse(int processId)
{
    private const double TicksPerSecond = 100;

    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly double _cpuBefore = CpuSeconds(processId);

    /// <summary>Processors kept busy since this was made.</summary>
    public double Processors => (CpuSeconds(processId) - _cpuBefore) / Stopwatch.GetElapsedTime(_startedAt).TotalSeconds;

    /// <summary>Resident memory now, in bytes.</summary>
    public static long ResidentBytes(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1_024;
    }

    private static double CpuSeconds(int processId)
    {
        // The name, in parentheses, may hold spaces.
        var fields = File.ReadAllText($"/proc/{processId}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
