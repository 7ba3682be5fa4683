using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using RetailOrleans.Simulator.Fleet;

namespace RetailOrleans.Simulator.Cameras;

/// <summary>A camera's own check of credentials: Basic, or Digest with a nonce that runs out every few minutes. Written apart from the connectors, so that one checks the other.</summary>
internal static partial class CameraDoor
{
    private const string Realm = "Milesight Network Camera";
    private static readonly TimeSpan NonceLife = TimeSpan.FromMinutes(5);

    /// <summary>Null when the request may pass; else the challenge to answer with.</summary>
    public static string? Challenge(PretendCamera camera, string? authorization, string uri, DateTimeOffset now)
    {
        if (camera.Authentication is CameraAuthentication.Basic)
        {
            var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{PretendCamera.User}:{camera.Password}"));
            return authorization == expected ? null : $"Basic realm=\"{Realm}\"";
        }

        var algorithm = camera.Authentication is CameraAuthentication.DigestMd5 ? "MD5" : "SHA-256";
        var period = now.UtcTicks / NonceLife.Ticks;
        var stale = false;
        if (authorization?.StartsWith("Digest ", StringComparison.Ordinal) is true)
        {
            var answer = ParameterPattern().Matches(authorization)
                .GroupBy(match => match.Groups[1].Value)
                .ToDictionary(group => group.Key, group => group.First().Groups[2].Value.Trim('"'));
            if (answer.GetValueOrDefault("response") == Expected(camera, algorithm, answer, uri))
            {
                var nonce = answer.GetValueOrDefault("nonce");
                if (nonce == Nonce(camera, period) || nonce == Nonce(camera, period - 1))
                {
                    return null;
                }

                stale = true;
            }
        }

        return $"Digest realm=\"{Realm}\", qop=\"auth\", algorithm={algorithm}, nonce=\"{Nonce(camera, period)}\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"" + (stale ? ", stale=true" : "");
    }

    private static string Expected(PretendCamera camera, string algorithm, Dictionary<string, string> answer, string uri)
    {
        var who = Hash(algorithm, $"{PretendCamera.User}:{Realm}:{camera.Password}");
        var what = Hash(algorithm, $"GET:{uri}");
        return Hash(algorithm, $"{who}:{answer.GetValueOrDefault("nonce")}:{answer.GetValueOrDefault("nc")}:{answer.GetValueOrDefault("cnonce")}:auth:{what}");
    }

    private static string Nonce(PretendCamera camera, long period) =>
        Hash("SHA-256", string.Create(CultureInfo.InvariantCulture, $"{camera.Password}:{period}"))[..32];

    private static string Hash(string algorithm, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
#pragma warning disable CA5351 // Real cameras use MD5.
        return Convert.ToHexStringLower(algorithm == "MD5" ? MD5.HashData(bytes) : SHA256.HashData(bytes));
#pragma warning restore CA5351
    }

    [GeneratedRegex("""(\w+)=("[^"]*"|[^\s,]+)""")]
    private static partial Regex ParameterPattern();
}
