namespace RetailOrleans.WebApi.Live;

/// <summary>For the host: what it does to live subscriptions when the cluster changes.</summary>
public interface ILiveRenewal
{
    /// <summary>Subscribes everything that is watched again, at once. Returns immediately.</summary>
    void RenewNow();
}
