using System.Collections.Immutable;

namespace RetailOrleans.Connectors;

/// <summary>What a device said when somebody asked whether it works.</summary>
/// <param name="Answer">What it said about the last hour.</param>
/// <param name="Details">What it told of itself, by name; never a secret.</param>
/// <param name="Problem">What stands between it and right counts, in plain words; null when nothing does.</param>
public sealed record DeviceProbe(DeviceAnswer Answer, ImmutableSortedDictionary<string, string> Details, DeviceFault? Problem)
{
    /// <summary>Whether its counts can be read. A problem may remain: a clock that is off.</summary>
    public bool Counts => Answer.Answered && (Problem is null || Problem.Kind is FaultKind.ClockOff);

    /// <summary>
    /// Judges an answer. A fault of an endpoint that the device need not have is no problem, it just can't do that; one of its counts
    /// (<paramref name="countsEndpoint"/>) is, and so is one of everything.
    /// </summary>
    public static DeviceProbe Of(DeviceAnswer answer, string countsEndpoint, ImmutableSortedDictionary<string, string>? details = null)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var fault = answer.Faults.FirstOrDefault(fault => fault.Endpoint == countsEndpoint || fault.Kind is FaultKind.Misconfigured)
            ?? (answer.Answered ? null : answer.Faults.FirstOrDefault());
        fault ??= answer.ClockOffset is { } offset && DeviceClock.IsOff(offset)
            ? new DeviceFault(FaultKind.ClockOff, countsEndpoint, DeviceClock.Describe(offset))
            : null;
        return new DeviceProbe(answer, details ?? ImmutableSortedDictionary<string, string>.Empty, fault);
    }
}
