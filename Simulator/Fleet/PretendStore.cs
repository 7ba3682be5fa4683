using System.Collections.Immutable;
using RetailOrleans.Calendar;

namespace RetailOrleans.Simulator.Fleet;

/// <summary>A pretend store.</summary>
/// <param name="Index">Within the fleet, from 0.</param>
/// <param name="Code">Unique; by it the store is found again after a restart.</param>
/// <param name="Name">For people.</param>
/// <param name="Region">For people.</param>
/// <param name="Calendar">Its zone; days start at midnight.</param>
/// <param name="Hours">When it is open.</param>
/// <param name="Capacity">People.</param>
/// <param name="PeakPerHour">Visitors in the busiest hour of an ordinary day.</param>
/// <param name="Cameras">In order of their index.</param>
internal sealed record PretendStore(
    int Index,
    string Code,
    string Name,
    string Region,
    StoreCalendar Calendar,
    OperatingHours Hours,
    int Capacity,
    double PeakPerHour,
    ImmutableArray<PretendCamera> Cameras);
