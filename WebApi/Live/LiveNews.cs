using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Stores;

namespace RetailOrleans.WebApi.Live;

/// <summary>A whole state on its way to its listeners. What it is on the wire is made once, by the first who needs it.</summary>
internal sealed class LiveNews
{
    private LiveNews(string call, Guid id, Guid? storeId, long version, object state, bool passesHold = false)
    {
        PassesHold = passesHold;
        (Call, Id, StoreId, Version, State) = (call, id, storeId, version, state);
        Message = new SerializedHubMessage(new InvocationMessage(call, [state]));
    }

    /// <summary>What the hub calls on its clients.</summary>
    public string Call { get; }

    /// <summary>Of what it is the state.</summary>
    public Guid Id { get; }

    /// <summary>The store that a listener must be allowed to see; null when it was made for the listener's own scope.</summary>
    public Guid? StoreId { get; }

    /// <summary>Rises with every state of one thing.</summary>
    public long Version { get; }

    /// <summary>Whether clients hear it while nobody can say whether their tokens are valid still.</summary>
    public bool PassesHold { get; }

    /// <summary>As it is answered.</summary>
    public object State { get; }

    /// <summary>The call, serialized once per protocol.</summary>
    public SerializedHubMessage Message { get; }

    /// <summary>Another call of <see cref="ILiveClient"/> with a whole state, for those who may see a store; null: whoever it is told to may see it.</summary>
    public static LiveNews Of(string call, Guid id, Guid? storeId, long version, object state, bool passesHold = false) =>
        new(call, id, storeId, version, state, passesHold);

    public static LiveNews Of(StoreLive live) =>
        new(nameof(ILiveClient.StoreChanged), live.StoreId, live.StoreId, live.Version, StoreLiveResponse.Of(live));

    public static LiveNews Of(SensorLive live) =>
        new(nameof(ILiveClient.SensorChanged), live.SensorId, live.StoreId, live.Version, SensorLiveResponse.Of(live));

    public static LiveNews Of(OrganizationLiveResponse live) =>
        new(nameof(ILiveClient.OrganizationChanged), live.OrganizationId, null, live.Version, live);
}
