using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace RetailOrleans.WebApi.Errors;

/// <summary>The name of a request in answers and in the log.</summary>
internal static class RequestTrace
{
    /// <summary>The trace id of the caller's traceparent header (W3C Trace Context), or else a name of our own.</summary>
    public static string IdOf(HttpContext context) =>
        ActivityContext.TryParse(context.Request.Headers.TraceParent, null, out var caller) ? caller.TraceId.ToHexString() : context.TraceIdentifier;
}
