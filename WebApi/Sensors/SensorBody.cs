using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using RetailOrleans.Connectors.Configuration;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Json;

namespace RetailOrleans.WebApi.Sensors;

/// <summary>A registration or change of a sensor as it came, older forms of configuration included.</summary>
/// <param name="Json">In the contract's form.</param>
/// <param name="Warnings">What of an older form means nothing here.</param>
internal sealed record SensorBody(JsonElement Json, IReadOnlyList<string> Warnings)
{
    /// <exception cref="ValidationException">An older form has keys that no form knows; they are named.</exception>
    public static async Task<SensorBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var json = await JsonBody.ReadAsync(request, cancellationToken);
        if (json.ValueKind is not JsonValueKind.Object || OlderConfiguration.Normalize(JsonObject.Create(json)!) is not { } normalized)
        {
            return new SensorBody(json, []);
        }

        var errors = new ValidationErrors();
        foreach (var path in normalized.Unknown)
        {
            errors.Add(path, $"Unknown property '{path}' of an older sensor file.");
        }

        errors.ThrowIfAny();
        return new SensorBody(JsonSerializer.SerializeToElement(normalized.Body, ApiJson.Default.JsonNode), normalized.Warnings);
    }
}
