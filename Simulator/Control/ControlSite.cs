using System.Globalization;
using System.Net;
using System.Text.Json;
using RetailOrleans.Calendar;
using RetailOrleans.Simulator.Faults;
using RetailOrleans.Simulator.Fleet;

namespace RetailOrleans.Simulator.Control;

/// <summary>
/// The side door for tests and operators: GET /truth?date=YYYY-MM-DD, GET /health, GET /faults, POST /faults?camera=ADDRESS&amp;fault=FAULT and
/// DELETE /faults?camera=ADDRESS.
/// </summary>
internal sealed class ControlSite(PretendFleet fleet, FaultBoard faults, TimeProvider time)
{
    private const string Known = "There is GET /truth?date=YYYY-MM-DD, GET /health, GET /faults, POST /faults?camera=ADDRESS&fault=FAULT and DELETE /faults?camera=ADDRESS.";

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
            case "/faults":
                await FaultsAsync(context);
                break;
            default:
                await RefuseAsync(context, StatusCodes.Status404NotFound, Known);
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

    private async Task FaultsAsync(HttpContext context)
    {
        var (method, query) = (context.Request.Method, context.Request.Query);
        if (!HttpMethods.IsGet(method))
        {
            if (!IPAddress.TryParse(query["camera"], out var camera) || !fleet.ByAddress.ContainsKey(camera))
            {
                await RefuseAsync(context, StatusCodes.Status400BadRequest, "camera must be the address of one of the cameras, such as 127.1.0.1.");
                return;
            }

            if (HttpMethods.IsDelete(method))
            {
                faults.Clear(camera);
            }
            else if (HttpMethods.IsPost(method) && CameraFault.Parse(query["fault"].ToString(), time.GetUtcNow()) is { } fault)
            {
                faults.Set(camera, fault);
            }
            else
            {
                await RefuseAsync(context, StatusCodes.Status400BadRequest, $"fault must be one of {CameraFault.Names}.");
                return;
            }
        }

        await context.Response.WriteAsJsonAsync(new { faults = faults.All }, Json, context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, int status, string error)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error }, Json, context.RequestAborted);
    }
}
