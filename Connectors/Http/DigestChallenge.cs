using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace RetailOrleans.Connectors.Http;

/// <summary>
/// A digest challenge (RFC 7616) and its answer: MD5, SHA-256 and their session forms; qop=auth, or none as in RFC 2069. Our own, because
/// the platform's keeps credentials per connection pool, and a pool per camera is what ten thousand cameras cannot have.
/// </summary>
internal sealed partial record DigestChallenge(string Realm, string Nonce, string? Opaque, string Algorithm, bool WithQop)
{
    /// <summary>The strongest challenge that can be answered, or null.</summary>
    public static DigestChallenge? Strongest(IEnumerable<AuthenticationHeaderValue> challenges) =>
        challenges
            .Where(challenge => challenge.Scheme.Equals("Digest", StringComparison.OrdinalIgnoreCase))
            .Select(challenge => Parse(challenge.Parameter ?? ""))
            .OfType<DigestChallenge>()
            .MaxBy(challenge => challenge.Algorithm.StartsWith("SHA-256", StringComparison.OrdinalIgnoreCase));

    /// <summary>Null when it is not a challenge, or one whose algorithm or protection is not supported.</summary>
    public static DigestChallenge? Parse(string parameter)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in ParameterPattern().Matches(parameter))
        {
            values.TryAdd(match.Groups["name"].Value, match.Groups["quoted"].Success ? Unescaped(match.Groups["quoted"].Value) : match.Groups["token"].Value);
        }

        var algorithm = values.GetValueOrDefault("algorithm", "MD5");
        var qop = values.GetValueOrDefault("qop");
        return values.TryGetValue("realm", out var realm)
            && values.TryGetValue("nonce", out var nonce)
            && algorithm.ToUpperInvariant() is "MD5" or "MD5-SESS" or "SHA-256" or "SHA-256-SESS"
            && (qop is null || qop.Split(',').Any(option => option.Trim().Equals("auth", StringComparison.OrdinalIgnoreCase)))
            && (realm + nonce + values.GetValueOrDefault("opaque")).All(c => c is >= ' ' and <= '~')
                ? new DigestChallenge(realm, nonce, values.GetValueOrDefault("opaque"), algorithm, qop is not null)
                : null;
    }

    /// <summary>The parameter of the Authorization header for a GET.</summary>
    public string Answer(string username, string password, string uri, int nonceCount, string clientNonce)
    {
        var count = nonceCount.ToString("x8", CultureInfo.InvariantCulture);
        var secret = Hash($"{username}:{Realm}:{password}");
        if (Algorithm.EndsWith("-sess", StringComparison.OrdinalIgnoreCase))
        {
            secret = Hash($"{secret}:{Nonce}:{clientNonce}");
        }

        var request = Hash($"GET:{uri}");
        var response = Hash(WithQop ? $"{secret}:{Nonce}:{count}:{clientNonce}:auth:{request}" : $"{secret}:{Nonce}:{request}");
        var answer = new StringBuilder($"username=\"{Escaped(username)}\", realm=\"{Escaped(Realm)}\", nonce=\"{Escaped(Nonce)}\", uri=\"{uri}\", algorithm={Algorithm}, response=\"{response}\"");
        if (WithQop)
        {
            answer.Append(CultureInfo.InvariantCulture, $", qop=auth, nc={count}, cnonce=\"{clientNonce}\"");
        }

        if (Opaque is not null)
        {
            answer.Append(CultureInfo.InvariantCulture, $", opaque=\"{Escaped(Opaque)}\"");
        }

        return answer.ToString();
    }

    public static string NewClientNonce() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private string Hash(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
#pragma warning disable CA5351 // The device chooses; most cameras know MD5 only.
        return Convert.ToHexStringLower(Algorithm.StartsWith("SHA-256", StringComparison.OrdinalIgnoreCase) ? SHA256.HashData(bytes) : MD5.HashData(bytes));
#pragma warning restore CA5351
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Unescaped(string text) => EscapePattern().Replace(text, "$1");

    [GeneratedRegex("""(?<name>[a-zA-Z0-9-]{1,32})\s?=\s?(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<token>[^\s,"]+))""")]
    private static partial Regex ParameterPattern();

    [GeneratedRegex("""\\(.)""")]
    private static partial Regex EscapePattern();
}
