using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Failures;
using RetailOrleans.Storage;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.Errors;

/// <summary>
/// Whatever goes wrong in a request is answered as a problem: an exception, and under /api a status that the framework answered without words. One
/// step around all others, which costs a request that goes well next to nothing.
/// </summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    private const int ClientClosedRequest = 499;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, exception);
            return;
        }

        if (IsWordless(context.Response) && context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            await Problems.Of(context.Response.StatusCode).ExecuteAsync(context);
        }
    }

    private static bool IsWordless(HttpResponse response) =>
        response is { StatusCode: >= 400 and < 600, HasStarted: false, ContentLength: null } && string.IsNullOrEmpty(response.ContentType);

    private async Task AnswerAsync(HttpContext context, Exception exception)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = ClientClosedRequest;
            return;
        }

        var problem = Of(exception);
        if (problem.StatusCode == StatusCodes.Status500InternalServerError)
        {
            LogFailed(exception, context.Request.Method, context.GetEndpoint()?.DisplayName, RequestTrace.IdOf(context));
        }
        else if (problem.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            LogUnavailable(exception, context.Request.Method, context.GetEndpoint()?.DisplayName, RequestTrace.IdOf(context));
        }

        // What the endpoint had begun to say is void.
        context.Response.Clear();
        await problem.ExecuteAsync(context);
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
