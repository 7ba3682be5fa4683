using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Grains.Interfaces.Sensors;

/// <summary>Asks devices of sensors that are not registered yet, or not yet with these settings. Done by the silo that is asked; nothing is stored.</summary>
public interface ISensorTrials
{
    /// <summary>
    /// Asks a device now whether it works. One that sends its data itself is not contacted.
    /// Null when its organization has as many of these under way as it may.
    /// </summary>
    /// <param name="sensor">As it would be registered; neither its id nor its key matters.</param>
    /// <param name="zoneId">IANA id of its wall clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<SensorTest?> TestAsync(SensorSettings sensor, string zoneId, CancellationToken cancellationToken = default);
}
