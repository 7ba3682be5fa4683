using System.Globalization;

namespace RetailOrleans.Connectors.Generic;

/// <summary>A time as a device wrote it: an instant where it told its offset, else its own wall clock.</summary>
internal readonly record struct GenericTime(DateTimeOffset? Instant, DateTime Local)
{
    private static readonly string[] LocalFormats =
    [
        "yyyy-M-d'T'H:m:s.FFFFFFF", "yyyy-M-d H:m:s.FFFFFFF", "yyyy/M/d H:m:s.FFFFFFF", "yyyy-M-d'T'H:m", "yyyy-M-d H:m", "yyyy/M/d H:m", "d.M.yyyy H:m:s", "d.M.yyyy H:m",
        "yyyyMMddHHmmss", "yyyy-M-d", "yyyy/M/d",
    ];

    private static readonly string[] OffsetFormats =
        ["yyyy-M-d'T'H:m:s.FFFFFFFK", "yyyy-M-d H:m:s.FFFFFFFK", "yyyy-M-d'T'H:m:s.FFFFFFFzzz", "yyyy-M-d H:m:s.FFFFFFF zzz", "yyyy-M-d'T'H:mK"];

    /// <summary>Null when it is no time, or one outside of 2000 to 2199.</summary>
    /// <param name="text">As the device wrote it.</param>
    /// <param name="format">A pattern, <c>iso</c>, <c>unix</c>, <c>unix_ms</c>, or null: as it looks.</param>
    public static GenericTime? Parse(string text, string? format)
    {
        var trimmed = text.Trim();
        var parsed = format switch
        {
            "unix" => Unix(trimmed, 1_000),
            "unix_ms" => Unix(trimmed, 1),
            null or "iso" => Unix(trimmed) ?? Written(trimmed),
            _ => Patterned(trimmed, format),
        };
        return parsed is { } time && (time.Instant?.UtcDateTime ?? time.Local).Year is >= 2000 and < 2200 ? time : null;
    }

    private static GenericTime? Written(string text) =>
        HasOffset(text) && DateTimeOffset.TryParseExact(text, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? new GenericTime(instant.ToUniversalTime(), default)
            : DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
                ? new GenericTime(null, local)
                : null;

    // ISO 8601 ends in Z or an offset; without one the machine's own zone would slip in.
    private static bool HasOffset(string text) =>
        text is [.., 'Z' or 'z'] || (text.Length > 10 && text.AsSpan(10).IndexOfAny('+', '-') >= 0);

    private static GenericTime? Patterned(string text, string pattern)
    {
        if (pattern.Contains('z', StringComparison.Ordinal) || pattern.Contains('K', StringComparison.Ordinal))
        {
            return DateTimeOffset.TryParseExact(text, pattern, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                ? new GenericTime(instant.ToUniversalTime(), default)
                : null;
        }

        return DateTime.TryParseExact(text, pattern, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out var local) ? new GenericTime(null, local) : null;
    }

    private static GenericTime? Unix(string text) => text.Length switch
    {
        9 or 10 => Unix(text, 1_000),
        12 or 13 => Unix(text, 1),
        _ => null,
    };

    private static GenericTime? Unix(string text, int milliseconds) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 8_000_000_000_000 / milliseconds
            ? new GenericTime(DateTimeOffset.FromUnixTimeMilliseconds(number * milliseconds), default)
            : null;
}
