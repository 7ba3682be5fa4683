using System.Text;

namespace RetailOrleans.Connectors;

/// <summary>How a device writes times: .NET patterns, and the %-patterns of older configuration files in their place.</summary>
public static class TimeFormat
{
    /// <summary>The .NET pattern of either form; null when it is neither.</summary>
    /// <param name="pattern">Such as <c>yyyy/MM/dd HH:mm:ss</c> or <c>%Y/%m/%d %H:%M:%S</c>.</param>
    public static string? ToNet(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (!pattern.Contains('%', StringComparison.Ordinal))
        {
            return IsUsable(pattern) ? pattern : null;
        }

        var net = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%')
            {
                // A letter of the device's own, such as the T between date and time.
                net.Append(char.IsLetter(pattern[i]) ? $"'{pattern[i]}'" : pattern[i] is '\'' or '"' or '\\' ? $"\\{pattern[i]}" : pattern[i].ToString());
                continue;
            }

            if (++i == pattern.Length || Directive(pattern[i]) is not { } directive)
            {
                return null;
            }

            net.Append(directive);
        }

        return IsUsable(net.ToString()) ? net.ToString() : null;
    }

    private static string? Directive(char letter) => letter switch
    {
        'Y' => "yyyy",
        'y' => "yy",
        'm' => "MM",
        'd' => "dd",
        'H' => "HH",
        'I' => "hh",
        'p' => "tt",
        'M' => "mm",
        'S' => "ss",
        'f' => "ffffff",
        'z' => "zzz",
        'T' => "HH:mm:ss",
        'F' => "yyyy-MM-dd",
        '%' => "%",
        _ => null,
    };

    private static bool IsUsable(string pattern)
    {
        try
        {
            return pattern.Length is > 1 and <= 100
                && DateTime.TryParseExact(
                    new DateTime(2025, 7, 22, 10, 11, 12).ToString(pattern, System.Globalization.CultureInfo.InvariantCulture), pattern,
                    System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
