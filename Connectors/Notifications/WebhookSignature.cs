using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RetailOrleans.Connectors.Notifications;

/// <summary>What a receiver recognizes us by: HMAC SHA-256 of <c>timestamp.body</c> with the channel's secret, in hexadecimal.</summary>
public static class WebhookSignature
{
    /// <summary>The header's value.</summary>
    /// <param name="secret">The channel's.</param>
    /// <param name="timestamp">Unix seconds, as in the timestamp's header.</param>
    /// <param name="body">The bytes that are sent.</param>
    public static string Of(string secret, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(timestamp.ToString(CultureInfo.InvariantCulture)));
        hmac.AppendData("."u8);
        hmac.AppendData(body);
        return $"sha256={Convert.ToHexStringLower(hmac.GetHashAndReset())}";
    }
}
