using RetailOrleans.Connectors.Http;

namespace RetailOrleans.Connectors.Milesight;

/// <summary>Faults in the words of someone who runs a shop: what happened, where, what to check.</summary>
internal static class MilesightFaults
{
    public static DeviceFault Describe(Rejection rejection, string endpoint, DeviceAddress address) =>
        new(rejection.Kind, endpoint, $"{What(rejection, endpoint, address)} {Check(rejection.Kind)}");

    private static string What(Rejection rejection, string endpoint, DeviceAddress address) => rejection.Kind switch
    {
        FaultKind.Unreachable => $"The camera at {address} can't be reached: {rejection}.",
        FaultKind.TimedOut => $"The camera at {address} is too slow or away: {rejection}.",
        FaultKind.CredentialsRefused => $"The camera at {address} refused the sensor's credentials: {rejection}.",
        FaultKind.Truncated => $"The camera at {address} sent only a part of its {Data(endpoint)}: {rejection}. Nothing of it was used.",
        FaultKind.NotACounter => $"What answers at {address} did not send {Data(endpoint)}: {rejection}. Nothing was counted from it.",
        FaultKind.Misconfigured => $"The camera at {address} was not asked: {rejection}.",
        _ => $"The camera at {address} did not give its {Data(endpoint)}: {rejection}.",
    };

    private static string Check(FaultKind kind) => kind switch
    {
        FaultKind.Unreachable => "Check its power and network cable, and that address and port are right.",
        FaultKind.TimedOut => "Check its network, and whether others load it; the sensor's timeout can be raised.",
        FaultKind.CredentialsRefused => "Check user name, password and kind of authentication in the sensor's settings.",
        FaultKind.NotACounter or FaultKind.Redirected or FaultKind.TooLarge => "Check that address and port are those of a people counting camera.",
        FaultKind.ServerError => "If it stays, restart the camera, and check a gateway or port forwarding before it.",
        FaultKind.Truncated => "It is asked again at the next poll; if it stays, check its network.",
        FaultKind.InsecureConnection => "Give the camera a valid certificate, or switch off verify_tls for it.",
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
