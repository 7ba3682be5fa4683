using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RetailOrleans.Calendar;
using RetailOrleans.Storage.Baselines;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.OpenApi;

namespace RetailOrleans.WebApi.Baselines;

/// <summary>Occupancies set by hand.</summary>
internal static class BaselineEndpoints
{
    private const int MostListed = 1_000;
    private const int MostPeople = 100_000;
    private static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Listed = TimeSpan.FromDays(31);

    public static IEndpointRouteBuilder MapBaselines(this IEndpointRouteBuilder api)
    {
        var baselines = api.MapGroup("/stores/{id:guid}/baselines").WithTags("Baselines").WithProblems(400, 401, 403, 404, 503);
        baselines.MapPost("", PostAsync).RequireRole(Role.StoreStaff).WithRequestBody<BaselineRequest>()
            .WithName("SetBaseline").WithSummary("Sets how many people are in the store, as somebody counted; occupancy goes on from there until the business "
                + "day ends. The same instant again replaces. Live at once, hours and the day within 30 s.").Produces<BaselineAnswer>(201);
        baselines.MapGet("", ListAsync).RequireRole(Role.Viewer)
            .WithName("ListBaselines").WithSummary("What was set by hand, newest first, by default in the last 31 days; at most 1,000.").Produces<BaselineListAnswer>();
        baselines.MapDelete("", DeleteAsync).RequireRole(Role.StoreStaff)
            .WithName("DeleteBaseline").WithSummary("Takes back the baseline of an instant.").Produces<MessageResponse>();
        return api;
    }

    private static async Task<IResult> PostAsync(
        Guid id, HttpContext http, StoreDirectory stores, BaselineStore baselines, GrainReloads reloads, TimeProvider time, CancellationToken cancellationToken)
    {
        var (errors, now) = (new ValidationErrors(), time.GetUtcNow());
        var json = new StrictJson(await JsonBody.ReadAsync(http.Request, cancellationToken), errors);
        var occupancy = json.Number("occupancy", 0, MostPeople, required: true);
        var at = json.Instant("at") ?? now;
        var note = json.Text("note", 200);
        json.RejectUnknown();
        if (at > now + MaxAhead || DateOnly.FromDateTime(at.UtcDateTime) <= StoreCalendar.FirstDate)
        {
            json.Add("at", $"{Utc(at)} is not a time at which somebody can have counted; it is {Utc(now)} now. Leave it out to mean now.");
        }

        errors.ThrowIfAny();

        // To the minute: nobody counts people faster, and a day has so many at most.
        var minute = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));
        if (await stores.FindAsync(http.GetCaller().Scope, id, cancellationToken) is not { } store
            || await baselines.SetAsync(store, minute, occupancy!.Value, note, http.GetCaller().Scope.By?.Name ?? "system", cancellationToken) is not { } stored)
        {
            return NoStore(id);
        }

        await reloads.StoreAsync(id);
        return TypedResults.Json(new BaselineAnswer(ToResponse(stored)), ApiJson.Default.BaselineAnswer, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(
        Guid id, string? start, string? end, HttpContext http, StoreDirectory stores, BaselineStore baselines, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        var to = Instant(end, "end", errors) ?? time.GetUtcNow() + MaxAhead;
        var from = Instant(start, "start", errors) ?? to - Listed;
        errors.ThrowIfAny();
        if (await stores.FindAsync(http.GetCaller().Scope, id, cancellationToken) is null)
        {
            return NoStore(id);
        }

        var listed = await baselines.ListAsync(id, from, to, MostListed, cancellationToken);
        return TypedResults.Json(new BaselineListAnswer([.. listed.Select(ToResponse)]), ApiJson.Default.BaselineListAnswer);
    }

    private static async Task<IResult> DeleteAsync(
        Guid id, string? at, HttpContext http, StoreDirectory stores, BaselineStore baselines, GrainReloads reloads, CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        var instant = Instant(at, "at", errors);
        if (instant is null && !errors.Any)
        {
            errors.Add("at", "at is missing. Give the instant of the baseline to take back, as GET lists it.");
        }

        errors.ThrowIfAny();
        if (await stores.FindAsync(http.GetCaller().Scope, id, cancellationToken) is null)
        {
            return NoStore(id);
        }

        if (!await baselines.DeleteAsync(id, instant!.Value, cancellationToken))
        {
            return Problems.NotFound($"Store {id} has no baseline at {Utc(instant.Value)}. GET /api/stores/{id}/baselines lists those there are.");
        }

        await reloads.StoreAsync(id);
        return TypedResults.Json(new MessageResponse("Baseline taken back"), ApiJson.Default.MessageResponse);
    }

    private static DateTimeOffset? Instant(string? text, string field, ValidationErrors errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // A plus sign that was not escaped in the query arrives as a space.
        if (Instants.TryParse(text, out var instant) || Instants.TryParse(text.Replace(' ', '+'), out instant))
        {
            return instant;
        }

        errors.Add(field, $"Expected an instant with an offset such as 2026-01-20T10:00:00Z; got '{(text.Length <= 40 ? text : text[..40])}'.");
        return null;
    }

    private static BaselineResponse ToResponse(OccupancyBaseline baseline) =>
        new(baseline.At, baseline.Occupancy, baseline.Note, baseline.SetBy, baseline.SetAt);

    private static ProblemResult NoStore(Guid id) => Problems.NotFound($"There is no store {id}. GET /api/stores lists those there are.");

    private static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
