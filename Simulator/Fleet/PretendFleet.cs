using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using RetailOrleans.Simulator.Traffic;

namespace RetailOrleans.Simulator.Fleet;

/// <summary>All pretend stores and cameras: a pure function of the seed and the sizes.</summary>
internal sealed class PretendFleet
{
    public const int MostStores = 3_900;
    public const int MostSensorsPerStore = 250;

    // So that a store's cameras keep their addresses when the number per store changes.
    private const int AddressesPerStore = 16;
    private const int MostAddresses = 250 * 256;

    private PretendFleet(long seed, ImmutableArray<PretendStore> stores)
    {
        Seed = seed;
        Stores = stores;
        ByAddress = stores
            .SelectMany(store => store.Cameras, (store, camera) => (Store: store, Camera: camera))
            .ToFrozenDictionary(pair => pair.Camera.Address);
        Traffic = [.. stores.Select(store => new StoreTraffic(seed, store))];
    }

    public long Seed { get; }

    public ImmutableArray<PretendStore> Stores { get; }

    public FrozenDictionary<IPAddress, (PretendStore Store, PretendCamera Camera)> ByAddress { get; }

    /// <summary>What happens in each store, by its index.</summary>
    public ImmutableArray<StoreTraffic> Traffic { get; }

    /// <exception cref="ArgumentException">More cameras than loopback addresses.</exception>
    public static PretendFleet Create(long seed, int stores, int sensorsPerStore)
    {
        var stride = Math.Max(AddressesPerStore, sensorsPerStore);
        return stores * stride <= MostAddresses
            ? new PretendFleet(seed, [.. Enumerable.Range(0, stores).Select(index => Store(seed, index, sensorsPerStore, index * stride))])
            : throw new ArgumentException($"{stores} stores with {sensorsPerStore} cameras need more than the {MostAddresses} addresses of 127.1.0.0/16; ask for fewer.");
    }

    private static PretendStore Store(long seed, int index, int sensors, int firstAddress)
    {
        var place = Places.At(index);
        return new PretendStore(
            index,
            string.Create(CultureInfo.InvariantCulture, $"DEMO-{index + 1:000}"),
            $"Demo · {place.Name}",
            place.Region,
            place.Calendar,
            place.Hours,
            (int)(place.PeakPerHour * 0.6),
            place.PeakPerHour,
            [.. Enumerable.Range(0, sensors).Select(sensor => Camera(seed, index, sensor, place.Name, firstAddress + sensor))]);
    }

    private static PretendCamera Camera(long seed, int store, int index, string place, int address)
    {
        var (location, lines, regions) = Kind(index % 4);
        var number = index < 4 ? "" : $" {(index / 4) + 1}";
        return new PretendCamera(
            index,
            $"{place} · {location}{number}",
            location + number,
            new IPAddress([127, 1, (byte)(address / 250), (byte)((address % 250) + 1)]),
            (index % 4) switch { 2 => CameraAuthentication.DigestMd5, 3 => CameraAuthentication.DigestSha256, _ => CameraAuthentication.Basic },
            $"demo-{new Dice(seed, store, index, 1).Next():x16}",
            lines,
            regions);
    }

    private static (string Location, ImmutableArray<PretendLine> Lines, ImmutableArray<string> Regions) Kind(int kind) => kind switch
    {
        0 => ("Main entrance",
            [new(1, "Left door", LineType.Entrance, false, 4), new(2, "Right door", LineType.Entrance, false, 5)],
            ["Entrance area", "Window tables", "Tills", "New arrivals"]),
        1 => ("Corridor",
            [new(1, "Corridor door", LineType.Entrance, false, 2), new(4, "Corridor", LineType.Passing, false, 0)],
            []),
        2 => ("Exit door", [new(1, "Exit door", LineType.Exit, false, 3)], []),
        _ => ("Car park entrance", [new(1, "Car park door", LineType.Entrance, true, 2)], ["Lift lobby", "Queue"]),
    };
}
