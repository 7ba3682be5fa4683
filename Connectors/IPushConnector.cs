namespace RetailOrleans.Connectors;

/// <summary>Understands what devices of one family send by themselves. Pure: it contacts nobody.</summary>
public interface IPushConnector
{
    /// <summary>Its name in the address that devices send to, e.g. <c>/api/devices/name</c>.</summary>
    string Name { get; }

    /// <summary>Who sent it, as far as the message tells. Never throws on what a device sends.</summary>
    PushIdentity Identify(PushMessage message);

    /// <summary>What the message tells. Never throws on what a device sends.</summary>
    /// <param name="message">As it came.</param>
    /// <param name="zoneId">IANA zone of the device's wall clock; null = not looked up yet, see <see cref="PushReport.NeedsZone"/>.</param>
    PushReport Read(PushMessage message, string? zoneId);
}
