using System.Collections.Immutable;
using System.Text.Json;

namespace RetailOrleans.Connectors.Milesight;

/// <summary>A picture's grid without its time.</summary>
internal sealed record MilesightGrid(int Width, int Height, ImmutableArray<int> Values);

/// <summary>
/// The space heat map: <c>{max, min, map_w, map_h, data: [{x, y, value}, …]}</c>. Points that are not named are zero; a plain list of
/// map_w × map_h numbers is understood too.
/// </summary>
internal static class MilesightSpaceHeat
{
    private const int MostCells = 1_024;

    /// <param name="body">The response body, of any content type. Null as the value: nothing was seen.</param>
    public static ParseResult<MilesightGrid?> Parse(ReadOnlyMemory<byte> body)
    {
        var text = body.Span.TrimStart("\uFEFF"u8).TrimStart(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            return (MilesightGrid?)null;
        }

        if (text[0] == '<')
        {
            return new Rejection(FaultKind.NotACounter, "it is a web page");
        }

        try
        {
            using var document = JsonDocument.Parse(body[^text.Length..]);
            return Grid(document.RootElement);
        }
        catch (JsonException)
        {
            return new Rejection(text[0] == '{' ? FaultKind.Truncated : FaultKind.NotACounter, "it is no complete JSON");
        }
    }

    private static ParseResult<MilesightGrid?> Grid(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object || !json.TryGetProperty("data", out var data) || data.ValueKind is not JsonValueKind.Array)
        {
            return new Rejection(FaultKind.NotACounter, "expected an object with map_w, map_h and data");
        }

        var (width, height) = (Size(json, "map_w"), Size(json, "map_h"));
        if (width is 0 || height is 0)
        {
            return new Rejection(FaultKind.NotACounter, $"expected map_w and map_h from 1 to {MostCells}");
        }

        var values = new int[width * height];
        var cell = 0;
        foreach (var point in data.EnumerateArray())
        {
            var (place, value) = point.ValueKind is JsonValueKind.Object
                ? (Place(Whole(point, "x"), Whole(point, "y"), width, height), Whole(point, "value"))
                : (cell < values.Length ? cell : null, Whole(point));
            if (place is null || value is null)
            {
                return new Rejection(FaultKind.NotACounter, $"point {cell + 1} is none within {width} × {height}, or has no value of at least 0");
            }

            values[place.Value] = value.Value;
            cell++;
        }

        return new MilesightGrid(width, height, ImmutableArray.Create(values));
    }

    private static int? Place(int? x, int? y, int width, int height) => x < width && y < height ? (y * width) + x : null;

    private static int Size(JsonElement json, string name) => Whole(json, name) is { } size and >= 1 and <= MostCells ? size : 0;

    private static int? Whole(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? Whole(value) : null;

    private static int? Whole(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var number) && number is >= 0 and <= int.MaxValue ? (int)number : null;
}
