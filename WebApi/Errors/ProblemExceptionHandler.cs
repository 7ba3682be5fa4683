using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Failures;
using RetailOrleans.Storage;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.Errors;

/// <summary>The one table from exceptions to problems.</summary>
internal sealed partial class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }

        var problem = Of(exception);
        if (problem.StatusCode == StatusCodes.Status500InternalServerError)
        {
            LogFailed(exception, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName, RequestTrace.IdOf(httpContext));
        }
        else if (problem.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            LogUnavailable(exception, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName, RequestTrace.IdOf(httpContext));
        }

        await problem.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>The problem of an exception.</summary>
    internal static ProblemResult Of(Exception exception) => exception switch
    {
        ValidationException validation => Problems.Validation(validation.Errors),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problems.PayloadTooLarge(),
        BadHttpRequestException bad => BadParameter.Describe(bad),
        JsonException json => Problems.BadRequest(MalformedJson(json)),
        // A body that says gzip and is not.
        InvalidDataException => Problems.BadRequest("The body could not be inflated. Send it as the Content-Encoding says, or without one."),
        UnknownStoreException unknown => Problems.NotFound(unknown.Message),
        RegistryConflictException conflict => Problems.Conflict(conflict.Field, conflict.Message),
        StorageUnavailableException storage => Problems.Unavailable(storage.RetryAfter),
        PostgresException postgres when DatabaseErrors.IsRefusal(postgres) => Problems.Internal(),
        NpgsqlException or SiloUnavailableException or OrleansMessageRejectionException or TimeoutException => Problems.Unavailable(RetryAfter),
        _ => Problems.Internal(),
    };

    private static string MalformedJson(JsonException json) => json.LineNumber is { } line
        ? $"The body is not well-formed JSON, at line {line + 1}, byte {json.BytePositionInLine + 1}."
        : "The body is not well-formed JSON.";

    [LoggerMessage(4101, LogLevel.Error, "{Method} {Endpoint} failed (trace_id {TraceId})")]
    private partial void LogFailed(Exception exception, string method, string? endpoint, string traceId);

    [LoggerMessage(4102, LogLevel.Warning, "{Method} {Endpoint} could not be served; the caller was told to try again (trace_id {TraceId})")]
    private partial void LogUnavailable(Exception exception, string method, string? endpoint, string traceId);
}
