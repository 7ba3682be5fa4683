using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RetailOrleans.WebApi.Json;

/// <summary>Reads a configuration call's body.</summary>
public static class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The body as JSON; one without a body reads as undefined, which is no object.</summary>
    /// <exception cref="JsonException">Malformed.</exception>
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
        return document.RootElement.Clone();
    }
}
