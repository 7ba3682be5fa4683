using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Sales;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Ingest;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.OpenApi;

namespace RetailOrleans.WebApi.Sales;

/// <summary>What tills report.</summary>
internal static class SalesEndpoints
{
    public static IEndpointRouteBuilder MapSales(this IEndpointRouteBuilder api)
    {
        api.MapPost("/stores/{id:guid}/sales", PostAsync).WithTags("Sales").WithName("PostSales").RequireRole(Role.StoreStaff)
            .WithSummary("Stores what a store sold; all records or none. The same again has no effect, other numbers replace. Days follow within 30 s.")
            .WithRequestBody<SalesRequestShape>().Produces<IngestResponse>(StatusCodes.Status201Created).WithProblems(400, 401, 403, 404, 413, 503);
        return api;
    }

    private static async Task<IResult> PostAsync(
        Guid id, HttpContext http, StoreDirectory stores, SalesStore sales, GrainReloads reloads, TimeProvider time, CancellationToken cancellationToken)
    {
        var records = SalesInput.Read(await JsonBody.ReadAsync(http.Request, cancellationToken), time.GetUtcNow());
        if (await stores.FindAsync(http.GetCaller().Scope, id, cancellationToken) is not { } store
            || await sales.WriteAsync(store, records, cancellationToken) is not { } outcome)
        {
            return Problems.NotFound($"There is no store {id}. GET /api/stores lists those there are.");
        }

        if (outcome.Refusals.Count > 0)
        {
            var errors = new ValidationErrors();
            foreach (var refusal in outcome.Refusals)
            {
                errors.Add($"records[{refusal.Index.ToString(CultureInfo.InvariantCulture)}].{refusal.Field}", refusal.Message);
            }

            return Problems.Validation(errors.ToDictionary());
        }

        if (outcome.Inserted + outcome.Updated > 0)
        {
            await reloads.SalesAsync(id);
        }

        return TypedResults.Json(
            new IngestResponse("Sales ingested successfully", records.Count, outcome.Inserted, outcome.Updated, outcome.Unchanged),
            ApiJson.Default.IngestResponse, statusCode: StatusCodes.Status201Created);
    }
}
