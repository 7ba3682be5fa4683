using RetailOrleans.Calendar;

namespace RetailOrleans.Connectors;

/// <summary>What must be right in a device's settings before anything is sent.</summary>
internal static class DeviceChecks
{
    /// <summary>What is wrong, in plain words; null when nothing is.</summary>
    public static string? Problem(Device device)
    {
        var auth = device.Connection.Auth;
        return !TimeZones.IsKnown(device.ZoneId) ? $"its time zone '{device.ZoneId}' is not known; expected one such as Europe/Lisbon"
            : auth.Type is not ("none" or "basic" or "digest" or "bearer") ? $"its authentication '{auth.Type}' is not known; expected none, basic, digest or bearer"
            : auth.Type is "basic" or "digest" && string.IsNullOrEmpty(auth.Username) ? "it has no user name for the device"
            : auth.Type is "bearer" && string.IsNullOrEmpty(auth.Secret) ? "it has no token for the device"
            : !Printable(auth.Username) || (auth.Type is "bearer" && !Printable(auth.Secret)) ? "its user name or token has characters that HTTP can't carry; use letters, digits and punctuation"
            : Http.DeviceAddress.From(device) is null
                ? $"'{device.Host}', port {device.Port}, protocol '{device.Connection.Protocol}' is not an address; expected a host such as 192.168.1.100, a port from 1 to 65535, and http or https"
            : null;
    }

    private static bool Printable(string? text) => text is null || text.All(c => c is >= ' ' and <= '~');
}
