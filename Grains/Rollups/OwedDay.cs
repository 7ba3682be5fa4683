using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Rollups;

/// <summary>A business day of a store that has to be recomputed.</summary>
internal sealed record OwedDay(StoreSettings Store, StorePast Past, BusinessDay Day)
{
    /// <summary>What changed on it; each begins on this day or before.</summary>
    public List<DirtyRange> Changes { get; } = [];

    /// <summary>The marks that wait for it.</summary>
    public List<OwedMark> Marks { get; } = [];
}
