using System.Text;
using System.Text.RegularExpressions;

namespace RetailOrleans.Connectors.Milesight;

/// <summary>
/// The camera's script answers: statements <c>var name='value';</c>, one per line or run together, quotes single, double or none, and the
/// plain <c>name=value</c> lines of format=inf.
/// </summary>
internal static class MilesightStatements
{
    private const int MostStatements = 2_000;

    // Non-backtracking: the text is foreign and may be long.
    private static readonly Regex Statement = new(
        """(?:var\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)(?:\[(?<index>[0-9]+)\])?\s*=\s*(?:'(?<value>[^'\r\n]*)'|"(?<value>[^"\r\n]*)"|(?<value>[^'";\r\n]+))""",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Values by name, <c>name[0]</c> for indexed ones; of two the last. Empty for an empty body.</summary>
    public static ParseResult<Dictionary<string, string>> Read(ReadOnlySpan<byte> body)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var text = Encoding.UTF8.GetString(body).Trim('\uFEFF', ' ', '\t', '\r', '\n', '\0');
        if (text.Length == 0)
        {
            return values;
        }

        if (text.StartsWith('<'))
        {
            return new Rejection(FaultKind.NotACounter, "it is a web page");
        }

        var end = 0;
        foreach (Match statement in Statement.Matches(text))
        {
            if (values.Count == MostStatements)
            {
                return new Rejection(FaultKind.TooLarge, $"it has more than {MostStatements} statements");
            }

            var name = statement.Groups["name"].Value;
            values[statement.Groups["index"] is { Success: true } index ? $"{name}[{index.Value}]" : name] = statement.Groups["value"].Value.Trim();
            end = statement.Index + statement.Length;
        }

        if (end == 0)
        {
            return new Rejection(FaultKind.NotACounter, $"expected var name='…';, got '{MilesightTable.Shown(text)}'");
        }

        // With semicolons in use, a last statement without one was cut; so was anything after the last statement that reads as none.
        return (text.Contains(';', StringComparison.Ordinal) && text[^1] != ';') || text[end..].Trim(' ', ';', '\r', '\n', '\t').Length > 0
            ? new Rejection(FaultKind.Truncated, "the last statement is cut")
            : values;
    }
}
