using System.Collections.Immutable;
using System.Globalization;

namespace RetailOrleans.Grains.Counting;

/// <summary>The contract's names of lines and regions.</summary>
public static class LineKeys
{
    /// <summary>line1 … line16.</summary>
    public static ImmutableArray<string> All { get; } = Numbered("line");

    /// <summary>region1 … region16.</summary>
    public static ImmutableArray<string> Regions { get; } = Numbered("region");

    private static ImmutableArray<string> Numbered(string prefix) =>
        [.. Enumerable.Range(1, LineRules.MaxLines).Select(n => string.Create(CultureInfo.InvariantCulture, $"{prefix}{n}"))];
}
