using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Retention;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.OpenApi;

namespace RetailOrleans.WebApi.Rollups;

/// <summary>Has hours and days recomputed from readings; to do so at any time gives the same rows.</summary>
internal static class RebuildEndpoints
{
    private const string Path = "/admin/rollups/rebuild";
    private const int MostStores = 1_000;
    private const int Listed = 50;

    public static IEndpointRouteBuilder MapRebuild(this IEndpointRouteBuilder api)
    {
        var rebuilds = api.MapGroup(Path).WithTags("Rollups").RequireRole(Role.TenantAdmin).WithProblems(400, 401, 403, 404, 503);
        rebuilds.MapPost("", StartAsync).WithName("StartRebuild").WithSummary("Has the hours and days of a range recomputed from readings, beside the day's work.")
            .WithRequestBody<RebuildRequest>().Produces<RebuildAnswer>(StatusCodes.Status201Created);
        rebuilds.MapGet("", ListAsync).WithName("ListRebuilds").WithSummary("The 50 newest recomputations.").Produces<RebuildListAnswer>();
        rebuilds.MapGet("/{id:guid}", GetAsync).WithName("GetRebuild").WithSummary("How far a recomputation is.").Produces<RebuildAnswer>();
        return api;
    }

    private static async Task<IResult> StartAsync(
        HttpContext http, StoreDirectory stores, RebuildStore rebuilds, RollupPace pace, TimeProvider time, IOptionsMonitor<RetentionOptions> retention,
        CancellationToken cancellationToken)
    {
        var caller = http.GetCaller();
        var errors = new ValidationErrors();
        var json = new StrictJson(await JsonBody.ReadAsync(http.Request, cancellationToken), errors);
        var oldest = DateOnly.FromDateTime(time.GetUtcNow().AddMonths(-retention.CurrentValue.ReadingMonths).UtcDateTime).AddDays(2);
        var (first, last) = (Date(json, "start_date"), Date(json, "end_date"));
        if (last < first)
        {
            json.Add("end_date", $"end_date {last:yyyy-MM-dd} is before start_date {first:yyyy-MM-dd}. Give them the other way round.");
        }

        if (first < oldest)
        {
            // Their rows are all that is left of them.
            json.Add("start_date", $"Readings are kept for {retention.CurrentValue.ReadingMonths} months. Days before {oldest:yyyy-MM-dd} can't be made again; give a later start_date.");
        }

        if (last > DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1))
        {
            json.Add("end_date", $"end_date {last:yyyy-MM-dd} is in the future. Give a date until today.");
        }

        var wanted = StoreIds(json);
        json.RejectUnknown();
        errors.ThrowIfAny();
        var all = (await stores.ListAsync(caller.Scope, cancellationToken)).ToDictionary(store => store.StoreId);
        if (wanted?.FirstOrDefault(id => !all.ContainsKey(id)) is { } unknown && unknown != Guid.Empty)
        {
            return Problems.NotFound($"There is no store {unknown}. GET /api/stores lists those there are.");
        }

        var ranges = (wanted ?? [.. all.Keys]).Select(id => Range(all[id], first!.Value, last!.Value)).ToArray();
        var rebuild = await rebuilds.StartAsync(caller.OrganizationId, ranges, first!.Value, last!.Value, cancellationToken);
        return TypedResults.Created($"/api{Path}/{rebuild.Id}", new RebuildAnswer(Response(rebuild, pace)));
    }

    private static async Task<IResult> ListAsync(HttpContext http, RebuildStore rebuilds, RollupPace pace, CancellationToken cancellationToken) => TypedResults.Ok(
        new RebuildListAnswer([.. (await rebuilds.ListAsync(http.GetCaller().OrganizationId, Listed, cancellationToken)).Where(rebuild => Sees(http, rebuild)).Select(rebuild => Response(rebuild, pace))]));

    private static async Task<IResult> GetAsync(Guid id, HttpContext http, RebuildStore rebuilds, RollupPace pace, CancellationToken cancellationToken) =>
        await rebuilds.FindAsync(http.GetCaller().OrganizationId, id, cancellationToken) is { } rebuild && Sees(http, rebuild)
            ? TypedResults.Ok(new RebuildAnswer(Response(rebuild, pace)))
            : Problems.NotFound($"There is no rebuild {id}. GET /api{Path} lists the newest.");

    private static bool Sees(HttpContext http, Rebuild rebuild) => rebuild.StoreIds.All(http.GetCaller().Scope.Includes);

    private static RebuildResponse Response(Rebuild rebuild, RollupPace pace)
    {
        var left = Math.Min(rebuild.DaysLeft, rebuild.Days);
        return new RebuildResponse(
            rebuild.Id, left == 0 ? "done" : "running", rebuild.From, rebuild.To, rebuild.StoreIds, rebuild.Days, left,
            rebuild.Days == 0 ? 1 : Math.Round(1 - (left / (double)rebuild.Days), 4), pace.EstimateSeconds(left), rebuild.CreatedAt);
    }

    private static (Guid StoreId, DateTimeOffset From, DateTimeOffset To) Range(StoreSettings store, DateOnly first, DateOnly last)
    {
        var calendar = StorePast.Of(store).Calendar;
        return (store.StoreId, calendar.Day(first).Start, calendar.Day(last).End);
    }

    private static DateOnly? Date(StrictJson json, string name)
    {
        if (json.Text(name, 20, required: true) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date >= StoreCalendar.FirstDate && date < StoreCalendar.LastDate)
        {
            return date;
        }

        json.Add(name, $"Expected a local date such as 2026-01-20, got '{text}'.");
        return null;
    }

    private static List<Guid>? StoreIds(StrictJson json)
    {
        if (json.Elements("store_ids", MostStores) is not { } elements)
        {
            return null;
        }

        var ids = new List<Guid>();
        foreach (var element in elements)
        {
            if (element.ValueKind == JsonValueKind.String && Guid.TryParse(element.GetString(), out var id))
            {
                ids.Add(id);
            }
            else
            {
                json.Add("store_ids", "Expected UUIDs of stores. Leave it out for all stores.");
            }
        }

        return [.. ids.Distinct()];
    }
}
