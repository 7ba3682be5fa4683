using RetailOrleans.Simulator.Cameras;
using RetailOrleans.Simulator.Fleet;

namespace RetailOrleans.Simulator.Faults;

/// <summary>How cameras with a fault answer.</summary>
internal static class FaultyAnswers
{
    private const int HugeBytes = 50 * 1024 * 1024;
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(20);

    /// <summary>Answers in the camera's stead, or only makes its caller wait.</summary>
    /// <returns>Whether the request has had its answer.</returns>
    public static async Task<bool> AnswerAsync(HttpContext context, PretendCamera camera, CameraFault fault, DateTimeOffset now)
    {
        var response = context.Response;
        switch (fault.Kind)
        {
            case CameraFaultKind.Offline:
                context.Abort();
                return true;
            case CameraFaultKind.Silent:
                await WaitAsync(context, Timeout.InfiniteTimeSpan);
                return true;
            case CameraFaultKind.Slow:
                await WaitAsync(context, SlowAnswer);
                return context.RequestAborted.IsCancellationRequested;
            case CameraFaultKind.Unauthorized:
                response.StatusCode = StatusCodes.Status401Unauthorized;
                response.Headers.WWWAuthenticate = CameraDoor.Challenge(camera, null, "", now);
                return true;
            case CameraFaultKind.Html:
                response.ContentType = "text/html";
                await response.WriteAsync("<!DOCTYPE html><html><head><title>Login</title></head><body><form></form></body></html>", context.RequestAborted);
                return true;
            case CameraFaultKind.Redirect:
                response.Redirect("/login.html");
                return true;
            case CameraFaultKind.Broken:
                response.StatusCode = StatusCodes.Status502BadGateway;
                return true;
            case CameraFaultKind.Huge:
                await WriteAsync(context, new byte[64 * 1024], HugeBytes / (64 * 1024), TimeSpan.Zero);
                return true;
            case CameraFaultKind.Drip:
                await WriteAsync(context, "S"u8.ToArray(), int.MaxValue, TimeSpan.FromSeconds(1));
                return true;
            default:
                return false;
        }
    }

    /// <summary>About half of an answer, cut in the middle of a line.</summary>
    public static string Cut(string body) => body.LastIndexOf(',', body.Length / 2) is > 0 and var comma ? body[..comma] : body[..(body.Length / 2)];

    private static async Task WriteAsync(HttpContext context, byte[] part, int times, TimeSpan pause)
    {
        context.Response.ContentType = "text/plain";
        try
        {
            for (var i = 0; i < times; i++)
            {
                await context.Response.Body.WriteAsync(part, context.RequestAborted);
                if (pause > TimeSpan.Zero)
                {
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                    await WaitAsync(context, pause);
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            // The caller has had enough, as it should.
        }
    }

    // By the real clock: a caller's patience is real.
    private static async Task WaitAsync(HttpContext context, TimeSpan time)
    {
        try
        {
            await Task.Delay(time, TimeProvider.System, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The caller has hung up.
        }
    }
}
