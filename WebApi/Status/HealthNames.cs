using RetailOrleans.Grains.Interfaces.Sensors;

namespace RetailOrleans.WebApi.Status;

/// <summary>The contract's words for a sensor's health.</summary>
internal static class HealthNames
{
    public static string Of(SensorHealth health) => health switch
    {
        SensorHealth.Healthy => "healthy",
        SensorHealth.Warning => "warning",
        SensorHealth.Error => "error",
        SensorHealth.Inactive => "inactive",
        _ => "unknown",
    };
}
