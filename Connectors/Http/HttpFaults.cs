using System.Globalization;
using System.Net;

namespace RetailOrleans.Connectors.Http;

/// <summary>HTTP statuses in plain words.</summary>
internal static class HttpFaults
{
    public static Rejection? OfStatus(HttpResponseMessage response, DeviceAuth auth)
    {
        var status = (int)response.StatusCode;
        var named = status.ToString(CultureInfo.InvariantCulture) + (Enum.IsDefined(response.StatusCode) ? $" {response.StatusCode}" : "");
        return response.StatusCode switch
        {
            HttpStatusCode.OK or HttpStatusCode.NoContent => null,
            HttpStatusCode.Unauthorized => new(FaultKind.CredentialsRefused, Refused(response, auth)),
            HttpStatusCode.Forbidden => new(FaultKind.CredentialsRefused, $"the user '{auth.Username}' may not read this (403)"),
            HttpStatusCode.NotFound => new(FaultKind.NotACounter, "it does not know this kind of data (404)"),
            _ when status is >= 300 and < 400 => new(FaultKind.Redirected, $"it points to another address ({named}), which is not followed"),
            _ => new(FaultKind.ServerError, $"it answered with the error {named}"),
        };
    }

    private static string Refused(HttpResponseMessage response, DeviceAuth auth)
    {
        var schemes = string.Join(" or ", response.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme.ToLowerInvariant()).Distinct().Where(s => s is "basic" or "digest" or "bearer"));
        return auth.Type switch
        {
            "none" => $"it asks for {(schemes is "" ? "a user name and a password" : schemes + " credentials")} (401)",
            "digest" when schemes is "basic" => "it offers basic authentication only, and the sensor is set to digest (401)",
            "bearer" => "it refused the token (401)",
            _ => $"it refused the user name '{auth.Username}' or its password (401)",
        };
    }
}
