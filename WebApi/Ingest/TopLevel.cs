using System.Text.Json;

namespace RetailOrleans.WebApi.Ingest;

/// <summary>Finds a body's own properties, in whatever order they come.</summary>
internal static class TopLevel
{
    /// <summary>The value of a property of text; null when it is missing or something else.</summary>
    /// <exception cref="JsonException">Malformed before it was found.</exception>
    public static string? FindString(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name)
    {
        var json = new Utf8JsonReader(body);
        return MoveTo(ref json, name) && json.TokenType == JsonTokenType.String ? json.GetString() : null;
    }

    /// <summary>Moves to a property's value.</summary>
    public static bool MoveTo(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        if (json.TokenType == JsonTokenType.None)
        {
            json.Read();
        }

        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The body is not an object.");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var found = json.ValueTextEquals(name);
            json.Read();
            if (found)
            {
                return true;
            }

            json.Skip();
        }

        return false;
    }

    /// <summary>Reads the rest, so that what is malformed behind the records is not overlooked.</summary>
    public static void MoveToEnd(ref Utf8JsonReader json)
    {
        while (json.Read())
        {
        }
    }
}
