using System.Buffers.Text;
using System.Security.Cryptography;

namespace RetailOrleans.Storage.Registry;

/// <summary>The secrets that clients send as bearer tokens: <c>ro_</c> and 256 random bits in URL-safe base64.</summary>
public static class TokenSecret
{
    /// <summary>A new secret, e.g. <c>ro_</c> followed by 43 characters.</summary>
    public static string Create() => "ro_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
