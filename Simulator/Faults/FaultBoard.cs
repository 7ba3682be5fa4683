using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using RetailOrleans.Simulator.Fleet;

namespace RetailOrleans.Simulator.Faults;

/// <summary>Which camera has which fault; set and taken away while cameras are asked.</summary>
internal sealed class FaultBoard
{
    private readonly ConcurrentDictionary<IPAddress, CameraFault> _faults = [];

    /// <summary>The fault of a camera; null when it is well.</summary>
    public CameraFault? Of(PretendCamera camera) => _faults.GetValueOrDefault(camera.Address);

    /// <summary>All faults, by address.</summary>
    public ImmutableSortedDictionary<string, string> All => _faults.ToImmutableSortedDictionary(pair => pair.Key.ToString(), pair => pair.Value.ToString(), StringComparer.Ordinal);

    public void Set(IPAddress camera, CameraFault fault) => _faults[camera] = fault;

    public void Clear(IPAddress camera) => _faults.TryRemove(camera, out _);

    /// <summary>Gives faults to a fleet by a list such as <c>silent=1000,clock:-90=3</c>: so many cameras each, spread over those that are well.</summary>
    /// <exception cref="ArgumentException">It is no such list, or there are not so many cameras; the message says what is wrong.</exception>
    public void SetAll(PretendFleet fleet, string list, DateTimeOffset since)
    {
        foreach (var entry in list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var split = entry.LastIndexOf('=');
            if (split < 0 || CameraFault.Parse(entry[..split], since) is not { } fault
                || !int.TryParse(entry[(split + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var wanted))
            {
                throw new ArgumentException($"--faults has '{entry}'; expected FAULT=CAMERAS such as offline=3. Faults are {CameraFault.Names}.");
            }

            var well = fleet.Stores.SelectMany(store => store.Cameras).Where(camera => Of(camera) is null).ToArray();
            if (wanted > well.Length)
            {
                throw new ArgumentException($"--faults wants {wanted} cameras for '{fault}', and {well.Length} are left.");
            }

            for (var i = 0; i < wanted; i++)
            {
                Set(well[(int)((long)i * well.Length / wanted)].Address, fault);
            }
        }
    }
}
