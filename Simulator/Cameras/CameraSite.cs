using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using RetailOrleans.Calendar;
using RetailOrleans.Simulator.Fleet;

namespace RetailOrleans.Simulator.Cameras;

/// <summary>Answers HTTP for all cameras; the address that was called says which one.</summary>
internal sealed class CameraSite(PretendFleet fleet, TimeProvider time)
{
    public async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var now = time.GetUtcNow();
        response.Headers.Date = now.ToString("R", CultureInfo.InvariantCulture);
        if (context.Connection.LocalIpAddress is not { } address || !fleet.ByAddress.TryGetValue(address.MapToIPv4(), out var found))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var uri = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (CameraDoor.Challenge(found.Camera, request.Headers.Authorization, uri, now) is { } challenge)
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            response.Headers.WWWAuthenticate = challenge;
            return;
        }

        if (Body(found.Store, found.Camera, request, now) is not { } body)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(body);
        response.ContentType = "text/plain";
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private string? Body(PretendStore store, PretendCamera camera, HttpRequest request, DateTimeOffset now)
    {
        var traffic = fleet.Traffic[store.Index];
        if (request.Path == "/cgi-bin/operator/operator.cgi" && request.Query["action"] == "get.vca.alarmstatus")
        {
            return CameraLogs.AlarmStatus(traffic.On(store.Calendar.DayOf(now).Date), camera, now);
        }

        // A daily report is about the date on which it starts, whatever its end.
        if (request.Path != "/dataloader.cgi"
            || !DateTime.TryParseExact(request.Query["time_start"], "yyyy-MM-dd-HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start)
            || DateOnly.FromDateTime(start) is var date && (date < StoreCalendar.FirstDate || date > StoreCalendar.LastDate))
        {
            return null;
        }

        return (string?)request.Query["dw"] switch
        {
            "vcalogcsv" => CameraLogs.People(traffic.On(date), camera, now),
            "regionalcountlogcsv" => CameraLogs.Regions(traffic.On(date), camera, now),
            "heatmapcsv" => CameraLogs.Heat(traffic.On(date), camera, now),
            "spaceheatmap" => CameraPicture.Json(camera, store.Index, traffic.On(date).PersonSeconds(traffic.On(date).Day.Start, now)),
            _ => null,
        };
    }
}
