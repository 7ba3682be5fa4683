namespace RetailOrleans.Connectors.Http;

/// <summary>Faults in the words of someone who runs a shop: what happened, where, what to check.</summary>
internal static class DeviceWords
{
    /// <summary>What people call a people counting camera.</summary>
    public const string Camera = "camera";

    /// <summary>What people call a counter of any kind.</summary>
    public const string AnyDevice = "device";

    /// <param name="rejection">What was wrong.</param>
    /// <param name="endpoint">Where.</param>
    /// <param name="address">At which device.</param>
    /// <param name="noun">What people call it.</param>
    public static DeviceFault Describe(Rejection rejection, string endpoint, DeviceAddress address, string noun) =>
        new(rejection.Kind, endpoint, $"{What(rejection, endpoint, address, noun)} {Check(rejection.Kind, noun)}");

    /// <summary>Whether a device with this fault is worth another question in the same poll.</summary>
    public static bool IsWorthAsking(FaultKind kind) =>
        kind is not (FaultKind.Unreachable or FaultKind.TimedOut or FaultKind.CredentialsRefused or FaultKind.InsecureConnection or FaultKind.Misconfigured);

    private static string What(Rejection rejection, string endpoint, DeviceAddress address, string noun) => rejection.Kind switch
    {
        FaultKind.Unreachable => $"The {noun} at {address} can't be reached: {rejection}.",
        FaultKind.TimedOut => $"The {noun} at {address} is too slow or away: {rejection}.",
        FaultKind.CredentialsRefused => $"The {noun} at {address} refused the sensor's credentials: {rejection}.",
        FaultKind.Truncated => $"The {noun} at {address} sent only a part of its {Data(endpoint)}: {rejection}. Nothing of it was used.",
        FaultKind.NotACounter => $"What answers at {address} did not send {Data(endpoint)}: {rejection}. Nothing was counted from it.",
        FaultKind.Misconfigured => $"The {noun} at {address} was not asked: {rejection}.",
        _ => $"The {noun} at {address} did not give its {Data(endpoint)}: {rejection}.",
    };

    private static string Check(FaultKind kind, string noun) => kind switch
    {
        FaultKind.Unreachable => "Check its power and network cable, and that address and port are right.",
        FaultKind.TimedOut => "Check its network, and whether others load it; the sensor's timeout can be raised.",
        FaultKind.CredentialsRefused => "Check user name, password and kind of authentication in the sensor's settings.",
        FaultKind.NotACounter when noun == AnyDevice => "Check that address and port are those of the device, and that endpoints and fields in the sensor's settings are as it writes them.",
        FaultKind.NotACounter or FaultKind.Redirected or FaultKind.TooLarge => $"Check that address and port are those of a people counting {noun}.",
        FaultKind.ServerError => $"If it stays, restart the {noun}, and check a gateway or port forwarding before it.",
        FaultKind.Truncated => "It is asked again at the next poll; if it stays, check its network.",
        FaultKind.InsecureConnection => $"Give the {noun} a valid certificate, or switch off verify_tls for it.",
        _ => "Check the sensor's settings.",
    };

    private static string Data(string endpoint) => endpoint switch
    {
        "people_counting" => "people counts",
        "regional_counting" => "region counts",
        "heatmap" => "heat values",
        "space_heatmap" => "heat picture",
        "vca_count" => "counting settings",
        _ => "alarm status",
    };
}
