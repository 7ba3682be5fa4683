using System.Text;
using Microsoft.AspNetCore.Http;

namespace RetailOrleans.WebApi.Auth;

/// <summary>Where a device puts its token that can't send a bearer: the password of Basic authentication, or ?key=. Under /api/devices alone.</summary>
internal static class DeviceSecret
{
    private const string Basic = "Basic ";
    private const int Longest = 2_000;

    /// <summary>Whether a request is of the part of the API where this holds.</summary>
    public static bool IsAccepted(HttpRequest request) => request.Path.StartsWithSegments("/api/devices", StringComparison.OrdinalIgnoreCase);

    /// <summary>The secret; empty when there is none.</summary>
    public static string Find(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) ? Password(header[Basic.Length..].Trim())
            : header.Length == 0 ? request.Query["key"].ToString()
            : "";
    }

    private static string Password(string encoded)
    {
        var bytes = new byte[Longest];
        if (encoded.Length > Longest || !Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return "";
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? text[(colon + 1)..] : "";
    }
}
