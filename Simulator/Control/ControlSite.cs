using System.Globalization;
using System.Text.Json;
using RetailOrleans.Calendar;
using RetailOrleans.Simulator.Fleet;

namespace RetailOrleans.Simulator.Control;

/// <summary>The side door for tests and operators: GET /truth?date=YYYY-MM-DD and GET /health.</summary>
internal sealed class ControlSite(PretendFleet fleet, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/health":
                await context.Response.WriteAsJsonAsync(new { status = "ok", cameras = fleet.ByAddress.Count }, Json, context.RequestAborted);
                break;
            case "/truth":
                await TruthAsync(context);
                break;
            default:
                await RefuseAsync(context, StatusCodes.Status404NotFound, "There is GET /truth?date=YYYY-MM-DD and GET /health.");
                break;
        }
    }

    private async Task TruthAsync(HttpContext context)
    {
        DateOnly? date = null;
        if ((string?)context.Request.Query["date"] is { Length: > 0 } written)
        {
            if (!DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
                || parsed < StoreCalendar.FirstDate || parsed > StoreCalendar.LastDate)
            {
                await RefuseAsync(context, StatusCodes.Status400BadRequest, "date must be a local date such as 2025-07-22; without it, each store's today is meant.");
                return;
            }

            date = parsed;
        }

        await context.Response.WriteAsJsonAsync(TruthReport.At(fleet, date, time.GetUtcNow()), Json, context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, int status, string error)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error }, Json, context.RequestAborted);
    }
}
