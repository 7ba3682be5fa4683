using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using RetailOrleans.Calendar;
using RetailOrleans.Simulator.Faults;
using RetailOrleans.Simulator.Fleet;

namespace RetailOrleans.Simulator.Cameras;

/// <summary>Answers HTTP for all cameras; the address that was called says which one.</summary>
internal sealed class CameraSite(PretendFleet fleet, FaultBoard faults, TimeProvider time)
{
    public async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (context.Connection.LocalIpAddress is not { } address || !fleet.ByAddress.TryGetValue(address.MapToIPv4(), out var found))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var fault = faults.Of(found.Camera);
        var now = time.GetUtcNow() + (fault?.ClockAhead ?? TimeSpan.Zero);
        response.Headers.Date = now.ToString("R", CultureInfo.InvariantCulture);
        if (fault is not null && await FaultyAnswers.AnswerAsync(context, found.Camera, fault, now))
        {
            return;
        }

        var uri = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (CameraDoor.Challenge(found.Camera, request.Headers.Authorization, uri, now) is { } challenge)
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            response.Headers.WWWAuthenticate = challenge;
            return;
        }

        if (Body(found.Store, found.Camera, request, fault, now) is not { } body)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(fault is { Kind: CameraFaultKind.Truncated } ? FaultyAnswers.Cut(body) : body);
        response.ContentType = "text/plain";
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private string? Body(PretendStore store, PretendCamera camera, HttpRequest request, CameraFault? fault, DateTimeOffset now)
    {
        var traffic = fleet.Traffic[store.Index];
        var ahead = fault?.ClockAhead ?? TimeSpan.Zero;
        if (request.Path == "/cgi-bin/operator/operator.cgi" && request.Query["action"] == "get.vca.alarmstatus")
        {
            var resetAt = fault is { Kind: CameraFaultKind.Reset } ? fault.Since : DateTimeOffset.MinValue;
            return CameraLogs.AlarmStatus(new CameraDay(traffic, store.Calendar.DayOf(now).Date, ahead), camera, resetAt, now);
        }

        // A daily report is about the date on which it starts, whatever its end.
        if (request.Path != "/dataloader.cgi"
            || !DateTime.TryParseExact(request.Query["time_start"], "yyyy-MM-dd-HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start)
            || DateOnly.FromDateTime(start) is var date && (date <= StoreCalendar.FirstDate || date >= StoreCalendar.LastDate))
        {
            return null;
        }

        var day = new CameraDay(traffic, date, ahead);
        return (string?)request.Query["dw"] switch
        {
            "vcalogcsv" => CameraLogs.People(day, camera, now),
            "regionalcountlogcsv" => CameraLogs.Regions(day, camera, now),
            "heatmapcsv" => CameraLogs.Heat(day, camera, now),
            "spaceheatmap" => CameraPicture.Json(camera, store.Index, day.PersonSeconds(day.Day.Start, now)),
            _ => null,
        };
    }
}
