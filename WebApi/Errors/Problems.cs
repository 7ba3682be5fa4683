using Microsoft.AspNetCore.Http;

namespace RetailOrleans.WebApi.Errors;

/// <summary>Every problem that the API answers with.</summary>
public static class Problems
{
    /// <summary>400: the input can't be accepted; every field that is to blame with its messages.</summary>
    public static ProblemResult Validation(IReadOnlyDictionary<string, string[]> errors) =>
        new(StatusCodes.Status400BadRequest, "validation_error", "The request is not valid", Summarize(errors)) { Errors = errors };

    /// <summary>400: the request as a whole can't be read.</summary>
    public static ProblemResult BadRequest(string detail) =>
        new(StatusCodes.Status400BadRequest, "validation_error", "The request is not valid", detail);

    /// <summary>401, the same for whatever is wrong with a token.</summary>
    public static ProblemResult Unauthorized() => new(
        StatusCodes.Status401Unauthorized, "unauthorized", "Not authenticated",
        "Send a valid token in the header 'Authorization: Bearer <token>'. A tenant administrator can create one.");

    /// <summary>403: the token may not do this.</summary>
    public static ProblemResult Forbidden(string detail) => new(StatusCodes.Status403Forbidden, "forbidden", "Not allowed", detail);

    /// <summary>404: it does not exist, or belongs to somebody else.</summary>
    public static ProblemResult NotFound(string detail) => new(StatusCodes.Status404NotFound, "not_found", "Not found", detail);

    /// <summary>409: a name or address is taken.</summary>
    public static ProblemResult Conflict(string field, string detail) => new(StatusCodes.Status409Conflict, "conflict", "Conflict", detail)
    {
        Errors = new Dictionary<string, string[]> { [field] = [detail] },
    };

    /// <summary>413: the body is too large.</summary>
    public static ProblemResult PayloadTooLarge() => new(
        StatusCodes.Status413PayloadTooLarge, "payload_too_large", "The request is too large",
        "The body is larger than this call takes: 10 MiB for bulk ingest, 1 MiB elsewhere, counted inflated. Send it in parts.");

    /// <summary>422: none of a batch's records could be accepted.</summary>
    public static ProblemResult Unprocessable(IReadOnlyDictionary<string, string[]> errors) =>
        new(StatusCodes.Status422UnprocessableEntity, "validation_error", "Nothing of the request is valid", Summarize(errors)) { Errors = errors };

    /// <summary>429: the token's rate is spent, or what <paramref name="detail"/> says.</summary>
    public static ProblemResult RateLimited(TimeSpan retryAfter, string? detail = null) => new(
        StatusCodes.Status429TooManyRequests, "rate_limited", "Too many requests",
        detail ?? "This token's rate is spent. Try again after the time in Retry-After.")
    {
        RetryAfter = retryAfter,
    };

    /// <summary>503: the database or the cluster can't take it now.</summary>
    public static ProblemResult Unavailable(TimeSpan retryAfter) => new(
        StatusCodes.Status503ServiceUnavailable, "unavailable", "Not available now",
        "The system can't take this request right now. Send it again after the time in Retry-After; to send readings twice is harmless.")
    {
        RetryAfter = retryAfter,
    };

    /// <summary>500: our fault.</summary>
    public static ProblemResult Internal() => new(
        StatusCodes.Status500InternalServerError, "internal", "Internal error",
        "Something went wrong on our side. It was logged; quote the trace_id when you ask for help.");

    /// <summary>The problem of a status that the framework answered without words.</summary>
    public static ProblemResult Of(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Unauthorized(),
        StatusCodes.Status403Forbidden => Forbidden("This token may not do that."),
        StatusCodes.Status404NotFound => NotFound("There is nothing here. The paths are in /openapi/v1.json."),
        StatusCodes.Status413PayloadTooLarge => PayloadTooLarge(),
        >= 500 => Internal(),
        _ => new ProblemResult(status, "validation_error", "The request is not valid", $"The request was refused with status {status}."),
    };

    private static string Summarize(IReadOnlyDictionary<string, string[]> errors)
    {
        const int Shown = 5;
        var shown = string.Join(" ", errors.Take(Shown).Select(entry => $"{entry.Key}: {string.Join(" ", entry.Value)}"));
        return errors.Count > Shown ? $"{shown} And {errors.Count - Shown} more fields." : shown;
    }
}
