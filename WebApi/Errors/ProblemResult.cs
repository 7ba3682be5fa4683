using System.Globalization;
using Microsoft.AspNetCore.Http;
using RetailOrleans.WebApi.Json;

namespace RetailOrleans.WebApi.Errors;

/// <summary>Answers with a problem.</summary>
public sealed class ProblemResult : IResult, IStatusCodeHttpResult
{
    private readonly string _code;
    private readonly string _title;
    private readonly string _detail;

    internal ProblemResult(int status, string code, string title, string detail)
    {
        (StatusCode, _code, _title, _detail) = (status, code, title, detail);
    }

    /// <summary>The HTTP status.</summary>
    public int StatusCode { get; }

    int? IStatusCodeHttpResult.StatusCode => StatusCode;

    /// <summary>Messages by field.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>When to try again; sent in whole seconds, at least 1.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCode;
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } delay)
        {
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (StatusCode == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        var problem = new Problem($"urn:retail-orleans:problem:{_code}", _title, StatusCode, _detail, RequestTrace.IdOf(httpContext), _code, Errors, _detail);
        return response.WriteAsJsonAsync(problem, ApiJson.Default.Problem, "application/problem+json", httpContext.RequestAborted);
    }
}
