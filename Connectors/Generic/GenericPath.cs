using System.Globalization;
using System.Text.Json;

namespace RetailOrleans.Connectors.Generic;

/// <summary>
/// A place in JSON: names with dots between them, <c>[2]</c> for an element, a <c>$.</c> in front if wanted, and <c>[*]</c> where rows are:
/// <c>$.data.items[*]</c>. Names with dots of their own are written <c>['a.b']</c>.
/// </summary>
internal sealed class GenericPath
{
    private const int MostSteps = 16;
    private readonly List<object> _steps;

    private GenericPath(List<object> steps) => _steps = steps;

    /// <summary>Null when the text is no path.</summary>
    public static GenericPath? Parse(string text)
    {
        var steps = new List<object>();
        var at = text.StartsWith('$') ? 1 : 0;
        while (at < text.Length)
        {
            if (text[at] == '.')
            {
                at++;
                if (at == text.Length || text[at] is '.' or '[')
                {
                    return null;
                }
            }

            if (text[at] == '[')
            {
                var close = text.IndexOf(']', at);
                if (close < 0 || Step(text[(at + 1)..close]) is not { } step)
                {
                    return null;
                }

                steps.Add(step);
                at = close + 1;
                continue;
            }

            var end = text.IndexOfAny(['.', '['], at);
            end = end < 0 ? text.Length : end;
            steps.Add(text[at..end].Trim());
            at = end;
        }

        return steps.Count <= MostSteps ? new GenericPath(steps) : null;
    }

    /// <summary>The value there; null when there is none, or it is null.</summary>
    public JsonElement? Find(JsonElement from)
    {
        var found = from;
        foreach (var step in _steps)
        {
            if (Next(found, step) is not { } next)
            {
                return null;
            }

            found = next;
        }

        return found.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : found;
    }

    /// <summary>The rows there: an array's elements, or the one thing itself. Null when nothing is there.</summary>
    public IEnumerable<JsonElement>? Rows(JsonElement from) => Find(from) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } rows => rows.EnumerateArray(),
        { } one => [one],
    };

    private static object? Step(string inside) =>
        inside is "*" ? '*'
        : inside is ['\'' or '"', .. var name, '\'' or '"'] ? name
        : int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index
        : null;

    private static JsonElement? Next(JsonElement from, object step) => step switch
    {
        // Rows are taken from the array itself.
        char => from.ValueKind is JsonValueKind.Array ? from : null,
        int index => from.ValueKind is JsonValueKind.Array && index < from.GetArrayLength() ? from[index] : null,
        string name => from.ValueKind is JsonValueKind.Object && from.TryGetProperty(name, out var value) ? value : null,
        _ => null,
    };
}
