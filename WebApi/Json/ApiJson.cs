using System.Text.Json.Serialization;
using RetailOrleans.WebApi.Errors;

namespace RetailOrleans.WebApi.Json;

/// <summary>How everything that the API answers is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(UtcInstantConverter)], AllowDuplicateProperties = false)]
[JsonSerializable(typeof(Problem))]
public sealed partial class ApiJson : JsonSerializerContext;
