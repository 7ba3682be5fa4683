using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.Sensors;

/// <summary>Which sensors a client wants.</summary>
public sealed record SensorQuery(
    [property: FromQuery(Name = "store_id"), Description("Of one store.")] Guid? StoreId,
    [property: FromQuery(Name = "sensor_type"), Description("Of one type.")] string? SensorType,
    [property: FromQuery(Name = "health"), Description("healthy, warning, error, inactive or unknown.")] string? Health,
    [property: FromQuery(Name = "is_active"), Description("Switched on or off.")] bool? IsActive,
    [property: FromQuery(Name = "q"), Description("Part of name, address or location.")] string? Search)
{
    /// <summary>Refuses a health that there is not.</summary>
    /// <exception cref="ValidationException">It is none.</exception>
    internal void Check()
    {
        if (Health is not null && !LiveHealth.Names.Contains(Health))
        {
            throw ValidationErrors.Of("health", $"Expected one of {string.Join(", ", LiveHealth.Names)}, got '{Health}'.");
        }
    }
}
