using RetailOrleans.WebApi.Alerts;

namespace RetailOrleans.WebApi.Live;

/// <summary>What the hub calls on its clients. Every payload is a whole state: keep the highest version seen.</summary>
public interface ILiveClient
{
    Task StoreChanged(StoreLiveResponse live);

    Task SensorChanged(SensorLiveResponse live);

    Task OrganizationChanged(OrganizationLiveResponse live);

    Task AlertRaised(AlertResponse alert);

    Task AlertChanged(AlertResponse alert);
}
