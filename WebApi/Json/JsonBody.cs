using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RetailOrleans.WebApi.Json;

/// <summary>Reads a configuration call's body.</summary>
public static class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The body as JSON; one without a body reads as undefined, which is no object.</summary>
    /// <exception cref="JsonException">Malformed, a property given twice, or text that can't be stored.</exception>
    /// <exception cref="BadHttpRequestException">Too large.</exception>
    public static async Task<JsonElement> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        if (body.Length == 0)
        {
            return default;
        }

        body.Position = 0;
        using var document = await JsonDocument.ParseAsync(body, Strict, cancellationToken);
        RefuseBrokenText(document.RootElement);
        return document.RootElement.Clone();
    }

    // JSON may escape half a surrogate pair and the character zero; neither can be stored as text.
    private static void RefuseBrokenText(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Refuse(() => property.Name);
                    RefuseBrokenText(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    RefuseBrokenText(item);
                }

                break;
            case JsonValueKind.String:
                Refuse(element.GetString);
                break;
        }
    }

    private static void Refuse(Func<string?> read)
    {
        try
        {
            if (read()?.Contains('\0') == true)
            {
                throw new JsonException("A text holds the character zero.");
            }
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A text is not valid Unicode.", exception);
        }
    }
}
