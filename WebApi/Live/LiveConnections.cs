using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using RetailOrleans.WebApi.Auth;

namespace RetailOrleans.WebApi.Live;

/// <summary>
/// Gives each connection of the hub a session. The framework's own sending to a group waits for its slowest member; sessions do not, and
/// write the same serialized call to all.
/// </summary>
internal sealed class LiveConnections(LiveSessions sessions, LiveMeasurements measurements, TimeProvider time, ILogger<LiveConnections> logger)
    : DefaultHubLifetimeManager<LiveHub>(logger)
{
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        if (connection.User.FindCaller() is not { } caller)
        {
            connection.Abort();
            return;
        }

        var session = new LiveSession(caller, WriteAsync, _ => connection.Abort(), time);
        if (sessions.TryBegin(session))
        {
            new LiveConnection(session).PutInto(connection.Items);
        }

        ValueTask WriteAsync(LiveNews news)
        {
            measurements.Sent.Add(1);
            return connection.WriteAsync(news.Message, connection.ConnectionAborted);
        }
    }

    public override async Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (connection.Items.TryGetValue(typeof(LiveConnection), out var known) && known is LiveConnection live)
        {
            live.Session.End(LiveEnd.Gone);
            sessions.Finish(live.Session);
        }

        await base.OnDisconnectedAsync(connection);
    }
}
