using System.Globalization;

namespace RetailOrleans.Storage.Validation;

/// <summary>The one form of instants on the wire: ISO 8601 with an offset or Z.</summary>
public static class Instants
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>The instant in UTC; false when there is no offset, or it is no instant at all.</summary>
    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (string.IsNullOrEmpty(text) || !HasOffset(text)
            || !DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
        {
            return false;
        }

        instant = parsed.ToUniversalTime();
        return true;
    }

    // Without this an instant that lacks its offset would silently be taken for the server's local time.
    private static bool HasOffset(string text) =>
        text[^1] is 'Z' or 'z' || (text.Length > 16 && text.AsSpan(16).IndexOfAny('+', '-') >= 0);
}
