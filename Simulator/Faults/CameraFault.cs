using System.Globalization;

namespace RetailOrleans.Simulator.Faults;

/// <summary>What is wrong with one camera.</summary>
/// <param name="Kind">What.</param>
/// <param name="Since">When it was set, by the simulator's clock.</param>
/// <param name="ClockAhead">Of a wrong clock: how far it is ahead of the true time; negative = behind.</param>
internal sealed record CameraFault(CameraFaultKind Kind, DateTimeOffset Since, TimeSpan ClockAhead = default)
{
    /// <summary>The names there are.</summary>
    public static string Names { get; } = string.Join(", ", Enum.GetNames<CameraFaultKind>().Select(name => name.ToLowerInvariant())) + ":MINUTES";

    /// <summary>Reads <c>offline</c> or <c>clock:-90</c>; null when it is no fault.</summary>
    public static CameraFault? Parse(string text, DateTimeOffset since)
    {
        var parts = text.Split(':');
        if (parts[0].Length == 0 || !char.IsAsciiLetter(parts[0][0]) || !Enum.TryParse<CameraFaultKind>(parts[0], ignoreCase: true, out var kind))
        {
            return null;
        }

        if (kind != CameraFaultKind.Clock)
        {
            return parts.Length == 1 ? new CameraFault(kind, since) : null;
        }

        return parts.Length == 2 && int.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minutes) && minutes is > -1_440 and < 1_440
            ? new CameraFault(kind, since, TimeSpan.FromMinutes(minutes))
            : null;
    }

    public override string ToString() =>
        Kind == CameraFaultKind.Clock ? string.Create(CultureInfo.InvariantCulture, $"clock:{ClockAhead.TotalMinutes:0}") : Kind.ToString().ToLowerInvariant();
}
