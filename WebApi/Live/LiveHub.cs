using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Auth;

namespace RetailOrleans.WebApi.Live;

/// <summary>
/// Live state for clients. Each watch is checked against the token, answers the state now, and is followed by whole states with rising
/// versions. To watch twice is to watch once.
/// </summary>
internal sealed class LiveHub(
    LiveRelay relay, OrganizationTotals totals, StoreDirectory stores, SensorDirectory sensors, IOptions<LiveOptions> options) : Hub<ILiveClient>
{
    private LiveConnection Connection => LiveConnection.Of(Context.Items);

    private Caller Caller => Context.User.FindCaller() ?? throw new HubException("Not authenticated. Connect with a valid token.");

    public async Task<StoreLiveResponse> WatchStore(string store_id)
    {
        var storeId = IdOf("store", store_id);
        if (await stores.FindAsync(Caller.Scope, storeId) is null)
        {
            throw No("store", storeId);
        }

        Watching(Connection.Stores, storeId);
        return await NowAsync(() => relay.Stores.AddAsync(storeId, Connection.Session)) is { } live
            ? StoreLiveResponse.Of(live)
            : throw No("store", storeId);
    }

    public void UnwatchStore(string store_id)
    {
        var storeId = IdOf("store", store_id);
        Connection.Stores.Remove(storeId);
        relay.Stores.Remove(storeId, Connection.Session);
    }

    public async Task<SensorLiveResponse> WatchSensor(string sensor_id)
    {
        var sensorId = IdOf("sensor", sensor_id);
        var sensor = await sensors.FindAsync(sensorId);
        if (sensor is null || sensor.OrganizationId != Caller.OrganizationId || !Caller.MaySeeStore(sensor.StoreId))
        {
            throw No("sensor", sensorId);
        }

        Watching(Connection.Sensors, sensorId);
        return await NowAsync(() => relay.Sensors.AddAsync(sensorId, Connection.Session)) is { } live && Caller.MaySeeStore(live.StoreId)
            ? SensorLiveResponse.Of(live)
            : throw No("sensor", sensorId);
    }

    public void UnwatchSensor(string sensor_id)
    {
        var sensorId = IdOf("sensor", sensor_id);
        Connection.Sensors.Remove(sensorId);
        relay.Sensors.Remove(sensorId, Connection.Session);
    }

    public async Task<OrganizationLiveResponse> WatchOrganization()
    {
        Connection.WatchesOrganization = true;
        return (await NowAsync(() => totals.AddAsync(Caller.Scope, Connection.Session)))!;
    }

    public void UnwatchOrganization()
    {
        Connection.WatchesOrganization = false;
        totals.Remove(Caller.Scope, Connection.Session);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var storeId in Connection.Stores)
        {
            relay.Stores.Remove(storeId, Connection.Session);
        }

        foreach (var sensorId in Connection.Sensors)
        {
            relay.Sensors.Remove(sensorId, Connection.Session);
        }

        if (Connection.WatchesOrganization)
        {
            totals.Remove(Caller.Scope, Connection.Session);
        }

        return base.OnDisconnectedAsync(exception);
    }

    private void Watching(HashSet<Guid> watched, Guid id)
    {
        if (Connection.Stores.Count + Connection.Sensors.Count >= options.Value.MaxWatches && !watched.Contains(id))
        {
            throw new HubException($"This connection watches {options.Value.MaxWatches} things, which is the most. Unwatch some, or watch the organization.");
        }

        watched.Add(id);
    }

    private static async Task<TState?> NowAsync<TState>(Func<Task<TState?>> add)
        where TState : class
    {
        try
        {
            return await add();
        }
        catch (Exception exception)
        {
            throw new HubException("The live state can't be had right now. Watch again in a few seconds.", exception);
        }
    }

    private static Guid IdOf(string kind, string? text) => Guid.TryParse(text, out var id)
        ? id
        : throw new HubException($"Expected the UUID of a {kind}, got '{(text is { Length: > 60 } ? text[..60] + "…" : text)}'.");

    private static HubException No(string kind, Guid id) => new($"There is no {kind} {id}.");
}
