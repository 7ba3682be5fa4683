using Microsoft.AspNetCore.SignalR;

namespace RetailOrleans.WebApi.Live;

/// <summary>A client of the hub: its session and what it watches. The hub's calls of one connection do not overlap.</summary>
internal sealed class LiveConnection(LiveSession session)
{
    public LiveSession Session => session;

    public HashSet<Guid> Stores { get; } = [];

    public HashSet<Guid> Sensors { get; } = [];

    public bool WatchesOrganization { get; set; }

    public static LiveConnection Of(IDictionary<object, object?> items) =>
        items.TryGetValue(typeof(LiveConnection), out var known) && known is LiveConnection connection
            ? connection
            : throw new HubException("This server has as many live clients as it may have. Connect again later, or to another one.");

    public void PutInto(IDictionary<object, object?> items) => items[typeof(LiveConnection)] = this;
}
