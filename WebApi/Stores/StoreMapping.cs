using System.Globalization;
using System.Text.Json.Nodes;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.WebApi.Stores;

/// <summary>From settings to what a client sees.</summary>
internal static class StoreMapping
{
    public static StoreResponse ToResponse(this StoreSettings store) => new(
        store.StoreId, store.Name, store.Code, store.Region, store.TimeZone, store.Capacity, JsonNode.Parse(store.OperatingHours)!.AsObject(),
        Format(store.DayStart), store.IsActive, store.CreatedAt, store.UpdatedAt);

    public static string Format(TimeOnly dayStart) => dayStart.ToString("HH:mm", CultureInfo.InvariantCulture);
}
