using Microsoft.AspNetCore.Builder;

namespace RetailOrleans.WebApi.Json;

/// <summary>The API speaks JSON alone, so a body of an unsaid or a tool's default type is read as JSON rather than refused for its label.</summary>
internal static class JsonBodies
{
    /// <summary>Must come before routing, which chooses by the type.</summary>
    public static IApplicationBuilder UseJsonBodies(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/api/devices") && IsUnsaid(request.ContentType))
        {
            request.ContentType = "application/json";
        }

        return next(context);
    });

    /// <summary>curl -d says form, fetch with a string says text.</summary>
    private static bool IsUnsaid(string? type) =>
        string.IsNullOrEmpty(type)
        || type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        || type.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase);
}
