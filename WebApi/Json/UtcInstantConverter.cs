using System.Text.Json;
using System.Text.Json.Serialization;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.Json;

/// <summary>Instants as UTC with Z; input without an offset is refused.</summary>
public sealed class UtcInstantConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Instants.TryParse(reader.GetString(), out var instant)
            ? instant
            : throw new JsonException("Expected an ISO 8601 instant with an offset or Z.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}
