using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Grains.Sensors;

/// <summary>Tests of settings that nobody has saved, a few at once for each organization, so that none keeps the places of the others.</summary>
internal sealed class SensorTrials(DevicePoller poller) : ISensorTrials
{
    private const int MostOfOrganization = 4;

    private const string Pushed =
        "This sensor sends its data by itself (collection mode push), so it is not contacted. Save it, and have the device send to the address and with the token that it is given.";

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, int> _underWay = [];

    public async Task<SensorTest?> TestAsync(SensorSettings sensor, string zoneId, CancellationToken cancellationToken)
    {
        if (!sensor.Config.Collection.IsPolled)
        {
            return DevicePoller.Untested("not_polled", Pushed);
        }

        if (!Begin(sensor.OrganizationId))
        {
            return null;
        }

        try
        {
            return await poller.TestAsync(sensor, zoneId, cancellationToken);
        }
        finally
        {
            End(sensor.OrganizationId);
        }
    }

    private bool Begin(Guid organizationId)
    {
        lock (_lock)
        {
            var underWay = _underWay.GetValueOrDefault(organizationId);
            if (underWay >= MostOfOrganization)
            {
                return false;
            }

            _underWay[organizationId] = underWay + 1;
            return true;
        }
    }

    private void End(Guid organizationId)
    {
        lock (_lock)
        {
            if (--_underWay[organizationId] == 0)
            {
                _underWay.Remove(organizationId);
            }
        }
    }
}
