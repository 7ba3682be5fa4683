using System.Text.Json.Nodes;

namespace RetailOrleans.Connectors.Configuration;

/// <summary>What older files call a sensor's type.</summary>
internal static class SensorTypes
{
    private const string Camera = "milesight_people_counter";

    /// <summary>Today's name of a type; one that is not known stays.</summary>
    public static JsonNode Of(JsonNode type) =>
        type is JsonValue value && value.TryGetValue(out string? name) && name is "milesight" or "milesight_camera" or "people_counting" or "people_counting_camera"
            ? JsonValue.Create(Camera)
            : type;

    /// <summary>Whether a body is about a camera, whose parameters are known one by one.</summary>
    public static bool IsCamera(JsonObject body) =>
        body["sensor_type"] is not JsonValue value || (value.TryGetValue(out string? name) && name.StartsWith("milesight", StringComparison.Ordinal));
}
