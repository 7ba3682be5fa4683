using System.Globalization;
using System.Text.RegularExpressions;
using RetailOrleans.Calendar;

namespace RetailOrleans.Connectors.Generic;

/// <summary>
/// Times in a request: <c>{start}</c> and <c>{end}</c>, alone or with a pattern after a colon, in the device's own wall clock or, as
/// <c>{start_utc}</c>, in UTC; <c>{start_unix}</c> and <c>{start_unix_ms}</c> count from 1970. Pure.
/// </summary>
internal static partial class GenericTemplate
{
    private const string Local = "yyyy-MM-dd'T'HH:mm:ss";
    private const string Utc = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>What is wrong with a template; null when nothing is.</summary>
    public static string? Problem(string template)
    {
        foreach (Match match in Placeholder().Matches(template))
        {
            if (match.Groups["name"].Value is not ("start" or "end") || match.Groups["kind"].Value is not ("" or "_utc" or "_unix" or "_unix_ms"))
            {
                return $"'{match.Value}' is no time; use {{start}} or {{end}}, with _utc, _unix or _unix_ms, and a pattern such as {{start:yyyyMMdd}}";
            }

            if (match.Groups["pattern"] is { Success: true, Value: var pattern } && TimeFormat.ToNet(pattern) is null)
            {
                return $"'{pattern}' is no pattern of times; use one such as yyyy-MM-dd HH:mm:ss or %Y-%m-%d %H:%M:%S";
            }
        }

        return null;
    }

    /// <summary>The template with its times, escaped for a query.</summary>
    public static string Fill(string template, CollectionWindow window, string zone) => Placeholder().Replace(template, match =>
    {
        var instant = match.Groups["name"].Value == "start" ? window.From : window.To;
        var pattern = match.Groups["pattern"] is { Success: true, Value: var given } ? TimeFormat.ToNet(given) : null;
        var text = match.Groups["kind"].Value switch
        {
            "_unix" => instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            "_unix_ms" => instant.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            "_utc" => instant.UtcDateTime.ToString(pattern ?? Utc, CultureInfo.InvariantCulture),
            _ => WallClock.ToLocal(instant, zone).ToString(pattern ?? Local, CultureInfo.InvariantCulture),
        };

        // Colons are allowed in a query, and devices know them better than %3A.
        return Uri.EscapeDataString(text).Replace("%3A", ":", StringComparison.Ordinal);
    });

    [GeneratedRegex(@"\{(?<name>[a-z]+?)(?<kind>_[a-z_]+)?(?::(?<pattern>[^}]{1,100}))?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
