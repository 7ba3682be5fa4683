using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RetailOrleans.Unit.Tests.Simulator;

/// <summary>As much of the public API as registration touches, with its rules: unique codes and names, and 503 while it starts.</summary>
internal sealed class PretendPlatform : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _stillStarting;

    private PretendPlatform(int stillStarting)
    {
        _stillStarting = stillStarting;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public List<JsonObject> Stores { get; } = [];

    public List<JsonObject> Sensors { get; } = [];

    public List<string> Writes { get; } = [];

    public Uri Url => new(_app.Urls.Single());

    public static async Task<PretendPlatform> StartAsync(int stillStarting, CancellationToken cancellationToken)
    {
        var platform = new PretendPlatform(stillStarting);
        await platform._app.StartAsync(cancellationToken);
        return platform;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.Authorization != "Bearer the-token")
        {
            context.Response.StatusCode = 401;
        }
        else if (_stillStarting-- > 0)
        {
            context.Response.StatusCode = 503;
        }
        else if (request.Method == "GET")
        {
            var (property, all) = request.Path == "/api/stores" ? ("stores", Stores) : ("sensors", Sensors.Where(sensor => (string?)sensor["store_id"] == request.Query["store_id"]).ToList());
            // Pages of two, whatever the limit, so that the cursor is followed.
            var from = int.Parse((string?)request.Query["cursor"] ?? "0");
            var next = from + 2 < all.Count ? (from + 2).ToString() : null;
            await context.Response.WriteAsJsonAsync(new JsonObject
            {
                [property] = new JsonArray([.. all.Skip(from).Take(2).Select(item => item.DeepClone())]),
                ["pagination"] = new JsonObject { ["next"] = next },
            });
        }
        else
        {
            Writes.Add($"{request.Method} {request.Path}");
            var body = (JsonObject)(await JsonNode.ParseAsync(request.Body))!;
            context.Response.StatusCode = Write(request, body);
            await context.Response.WriteAsJsonAsync(body);
        }
    }

    private int Write(HttpRequest request, JsonObject body)
    {
        if (request.Method == "PATCH")
        {
            var sensor = Sensors.Single(s => request.Path == $"/api/sensors/{(string?)s["id"]}");
            (sensor["sensor_ip"], sensor["sensor_port"]) = (body["sensor_ip"]!.DeepClone(), body["sensor_port"]!.DeepClone());
            return 200;
        }

        var (list, key) = request.Path == "/api/stores" ? (Stores, "code") : (Sensors, "sensor_name");
        if (list.Any(item => (string?)item[key] == (string?)body[key]))
        {
            return 409;
        }

        body["id"] = Guid.NewGuid().ToString();
        list.Add(body);
        return 201;
    }
}
