using System.Text;
using RetailOrleans.Connectors;

namespace RetailOrleans.Unit.Tests.Connectors;

/// <summary>Logs as real cameras write them, and the window of an ordinary poll at 10:20 in Lisbon.</summary>
internal static class Logs
{
    public const string Zone = "Europe/Lisbon";

    public const string Header = "StartTime, EndTime, Tolal - In, Tolal - Out, Tolal - Sum, Line1 - In, Line1 - Out, Line1 - Sum, Line2 - In, Line2 - Out, Line2 - Sum, Line3 - In, Line3 - Out, Line3 - Sum, Line4 - In, Line4 - Out, Line4 - Sum";

    public static readonly CollectionWindow Today = Window("2025-07-21T23:00:00Z", "2025-07-22T09:20:00Z");

    public static CollectionWindow Window(string from, string to) => new(Utc(from), Utc(to));

    public static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text);

    public static byte[] Bytes(params string[] lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    /// <summary>A row of the people log for one local hour, as the camera writes it.</summary>
    public static string Hour(string date, int hour, int line1In, int line1Out = 0, int line4In = 0, int line4Out = 0) =>
        $"{date} {hour:00}:00:00,{date} {hour:00}:59:59,{line1In + line4In},{line1Out + line4Out},{line1In + line1Out + line4In + line4Out},{line1In},{line1Out},{line1In + line1Out},0,0,0,0,0,0,{line4In},{line4Out},{line4In + line4Out}";
}
