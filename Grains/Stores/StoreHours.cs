using System.Text.Json;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Grains.Stores;

/// <summary>A store's stored operating hours.</summary>
internal static class StoreHours
{
    /// <summary>What is stored was checked when it was written; should it be of no use all the same, the store is always open.</summary>
    public static OperatingHours Of(StoreSettings store)
    {
        if (store.OperatingHours == "{}")
        {
            return OperatingHours.Always;
        }

        using var json = JsonDocument.Parse(store.OperatingHours);
        return OperatingHours.TryParse(json.RootElement, out var hours, out _) ? hours : OperatingHours.Always;
    }
}
