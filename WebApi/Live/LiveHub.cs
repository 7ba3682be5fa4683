using Microsoft.AspNetCore.SignalR;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Auth;

namespace RetailOrleans.WebApi.Live;

/// <summary>
/// Live state for clients. Each watch is checked against the token, answers the state now, and is followed by whole states with rising
/// versions. To watch twice is to watch once.
/// </summary>
internal sealed class LiveHub(LiveRelay relay, OrganizationTotals totals, StoreDirectory stores, SensorDirectory sensors) : Hub<ILiveClient>
{
    private const string WatchedKey = "watched";

    private HashSet<string> Watched => (HashSet<string>)(Context.Items[WatchedKey] ??= new HashSet<string>());

    private Caller Caller => Context.User.FindCaller() ?? throw new HubException("Not authenticated. Connect with a valid token.");

    public async Task<StoreLiveResponse> WatchStore(Guid store_id)
    {
        if (await stores.FindAsync(Caller.Scope, store_id) is null)
        {
            throw NoStore(store_id);
        }

        var isNew = Watched.Add(Audience.Store(store_id));
        if (isNew)
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, Audience.Store(store_id));
        }

        var live = isNew ? await AddAsync(() => relay.Stores.AddAsync(store_id), Audience.Store(store_id)) : relay.Stores.Newest(store_id);
        return live is null ? throw NoStore(store_id) : StoreLiveResponse.Of(live);
    }

    public async Task UnwatchStore(Guid store_id)
    {
        if (Watched.Remove(Audience.Store(store_id)))
        {
            await Groups.RemoveFromGroupAsync(Context.ConnectionId, Audience.Store(store_id));
            await relay.Stores.RemoveAsync(store_id);
        }
    }

    public async Task<SensorLiveResponse> WatchSensor(Guid sensor_id)
    {
        var sensor = await sensors.FindAsync(sensor_id);
        if (sensor is null || sensor.OrganizationId != Caller.OrganizationId || !Caller.MaySeeStore(sensor.StoreId))
        {
            throw NoSensor(sensor_id);
        }

        var isNew = Watched.Add(Audience.Sensor(sensor_id));
        if (isNew)
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, Audience.Sensor(sensor_id));
        }

        var live = isNew ? await AddAsync(() => relay.Sensors.AddAsync(sensor_id), Audience.Sensor(sensor_id)) : relay.Sensors.Newest(sensor_id);
        return live is null ? throw NoSensor(sensor_id) : SensorLiveResponse.Of(live);
    }

    public async Task UnwatchSensor(Guid sensor_id)
    {
        if (Watched.Remove(Audience.Sensor(sensor_id)))
        {
            await Groups.RemoveFromGroupAsync(Context.ConnectionId, Audience.Sensor(sensor_id));
            await relay.Sensors.RemoveAsync(sensor_id);
        }
    }

    public async Task<OrganizationLiveResponse> WatchOrganization()
    {
        var scope = Caller.Scope;
        var audience = Audience.Organization(scope);
        if (Watched.Add(audience))
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, audience);
            return await totals.AddAsync(scope);
        }

        var again = await totals.AddAsync(scope);
        await totals.RemoveAsync(scope);
        return again;
    }

    public async Task UnwatchOrganization()
    {
        var scope = Caller.Scope;
        if (Watched.Remove(Audience.Organization(scope)))
        {
            await Groups.RemoveFromGroupAsync(Context.ConnectionId, Audience.Organization(scope));
            await totals.RemoveAsync(scope);
        }
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var audience in Watched)
        {
            var id = audience[(audience.IndexOf(':') + 1)..];
            if (audience.StartsWith("store:", StringComparison.Ordinal))
            {
                await relay.Stores.RemoveAsync(Guid.ParseExact(id, "N"));
            }
            else if (audience.StartsWith("sensor:", StringComparison.Ordinal))
            {
                await relay.Sensors.RemoveAsync(Guid.ParseExact(id, "N"));
            }
            else
            {
                await totals.RemoveAsync(Caller.Scope);
            }
        }

        await base.OnDisconnectedAsync(exception);
    }

    private async Task<TState?> AddAsync<TState>(Func<Task<TState?>> add, string audience)
        where TState : class
    {
        try
        {
            if (await add() is { } state)
            {
                return state;
            }

            Watched.Remove(audience);
            return null;
        }
        catch (Exception exception)
        {
            Watched.Remove(audience);
            throw new HubException("The live state can't be had right now. Watch again in a few seconds.", exception);
        }
    }

    private static HubException NoStore(Guid storeId) => new($"There is no store {storeId}.");

    private static HubException NoSensor(Guid sensorId) => new($"There is no sensor {sensorId}.");
}
