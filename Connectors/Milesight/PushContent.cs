using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace RetailOrleans.Connectors.Milesight;

/// <summary>A message taken apart by its looks: reports in JSON, and names with values from query, form, JSON or text.</summary>
internal sealed record PushContent(ImmutableArray<JsonElement> Envelopes, ImmutableDictionary<string, string> Pairs, string? Problem)
{
    private const int MostEnvelopes = 100;
    private const int MostPairs = 500;
    private const int LongestValue = 500;

    public static PushContent Read(PushMessage message)
    {
        var pairs = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        Add(pairs, message.Query);
        var text = message.Body.Span.TrimStart("\uFEFF"u8).TrimStart(" \t\r\n\0"u8).TrimEnd(" \t\r\n\0"u8);
        if (text.IsEmpty)
        {
            return new PushContent([], pairs.ToImmutable(), null);
        }

        if (text[0] is (byte)'{' or (byte)'[')
        {
            return Json(text.ToArray(), pairs);
        }

        if (MilesightStatements.Read(text) is { Value: { Count: > 0 } statements } && !text.Contains((byte)'&'))
        {
            Add(pairs, statements);
        }
        else if (text.Contains((byte)'='))
        {
            Add(pairs, Form(Encoding.UTF8.GetString(text)));
        }

        // Any other text is heard, and says nothing that could be stored.
        return new PushContent([], pairs.ToImmutable(), null);
    }

    /// <summary>A scalar's text; null for anything else, and for text that is no Unicode.</summary>
    public static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.True => "1",
                JsonValueKind.False => "0",
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static PushContent Json(byte[] body, ImmutableDictionary<string, string>.Builder pairs)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(body);
            root = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return new PushContent([], pairs.ToImmutable(), "The message begins like JSON and is no complete JSON.");
        }

        var elements = root.ValueKind is JsonValueKind.Array ? root.EnumerateArray().ToArray() : [root];
        if (elements.Length > MostEnvelopes || elements.Any(element => element.ValueKind is not JsonValueKind.Object))
        {
            return new PushContent([], pairs.ToImmutable(), $"Expected a JSON object, or a list of at most {MostEnvelopes} of them.");
        }

        foreach (var element in elements)
        {
            Add(pairs, element.EnumerateObject().Where(property => Text(property.Value) is not null).Select(property => KeyValuePair.Create(property.Name, Text(property.Value)!)));
        }

        return new PushContent([.. elements], pairs.ToImmutable(), null);
    }

    private static IEnumerable<KeyValuePair<string, string>> Form(string text) => text
        .Split(['&', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Where(pair => pair.Length == 2)
        .Select(pair => KeyValuePair.Create(Unescaped(pair[0]), Unescaped(pair[1])));

    private static string Unescaped(string text) => Uri.UnescapeDataString(text.Replace('+', ' ')).Trim();

    // Pictures in base64 and the like are read past.
    private static void Add(ImmutableDictionary<string, string>.Builder pairs, IEnumerable<KeyValuePair<string, string>> more)
    {
        foreach (var (name, value) in more)
        {
            if (pairs.Count < MostPairs && name.Length is > 0 and <= 100 && value.Length <= LongestValue)
            {
                pairs[name] = value;
            }
        }
    }
}
