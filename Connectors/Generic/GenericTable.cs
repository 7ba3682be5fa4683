using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;

namespace RetailOrleans.Connectors.Generic;

/// <summary>One row of an answer: a text for each field, null where the device gave none.</summary>
/// <param name="Line">Its place in the answer, from 1.</param>
/// <param name="Cells">In the order of the fields.</param>
internal sealed record GenericRow(int Line, string?[] Cells);

/// <summary>A device's CSV or JSON as rows of the configured fields. Never throws on what a device sends.</summary>
internal static class GenericTable
{
    private const int MostRows = 20_000;
    private const int MostColumns = 512;

    public static ParseResult<ImmutableArray<GenericRow>> Read(ReadOnlyMemory<byte> body, GenericEndpoint endpoint, ImmutableArray<GenericField> fields)
    {
        var text = Encoding.UTF8.GetString(body.Span).Trim('\uFEFF', ' ', '\t', '\r', '\n', '\0');
        if (text.Length == 0)
        {
            return ImmutableArray<GenericRow>.Empty;
        }

        if (text[0] == '<')
        {
            return new Rejection(FaultKind.NotACounter, "it is a web page");
        }

        var isJson = endpoint.Format is { } format ? format == "json" : text[0] is '{' or '[';
        return isJson ? Json(text, endpoint, fields) : Csv(text, endpoint, fields);
    }

    /// <summary>Foreign text made safe to show: short, one line, printable.</summary>
    public static string Shown(string text)
    {
        var safe = new string([.. text.Trim().Take(60).Select(c => c is >= ' ' and <= '~' ? c : '?')]);
        return text.Trim().Length > 60 ? safe + "…" : safe;
    }

    private static ParseResult<ImmutableArray<GenericRow>> Json(string text, GenericEndpoint endpoint, ImmutableArray<GenericField> fields)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (endpoint.Rows.Rows(document.RootElement) is not { } elements)
            {
                return new Rejection(FaultKind.NotACounter, $"there are no rows where {endpoint.Name}.rows says; it begins with '{Shown(text)}'");
            }

            var rows = ImmutableArray.CreateBuilder<GenericRow>();
            foreach (var element in elements)
            {
                if (rows.Count == MostRows)
                {
                    return TooMany();
                }

                rows.Add(new GenericRow(rows.Count + 1, [.. fields.Select(field => field.Path.Find(element) is { } value ? Text(value) : null)]));
            }

            return rows.ToImmutable();
        }
        catch (JsonException)
        {
            return new Rejection(text[0] is '{' or '[' ? FaultKind.Truncated : FaultKind.NotACounter, $"it is no complete JSON; it begins with '{Shown(text)}'");
        }
        catch (InvalidOperationException)
        {
            return new Rejection(FaultKind.NotACounter, "a text in it is not valid Unicode");
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private static ParseResult<ImmutableArray<GenericRow>> Csv(string text, GenericEndpoint endpoint, ImmutableArray<GenericField> fields)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = endpoint.Delimiter, HasHeaderRecord = false, IgnoreBlankLines = true, TrimOptions = TrimOptions.Trim, MaxFieldSize = 10_000,
            BadDataFound = null,
        };
        using var parser = new CsvParser(new StringReader(text), configuration);
        try
        {
            int[]? places = null;
            var columns = 0;
            var rows = ImmutableArray.CreateBuilder<GenericRow>();
            while (parser.Read())
            {
                var cells = parser.Record!;
                if (places is null)
                {
                    columns = cells.Length;
                    var names = endpoint.HasHeader ? cells : [.. Enumerable.Range(1, columns).Select(number => number.ToString(CultureInfo.InvariantCulture))];
                    places = [.. fields.Select(field => Array.FindIndex(names, name => Same(name, field.Source)))];
                    if (columns > MostColumns || places.All(place => place < 0))
                    {
                        return new Rejection(FaultKind.NotACounter, $"expected columns such as '{Shown(fields[0].Source)}', got '{Shown(parser.RawRecord)}'", 1);
                    }

                    if (endpoint.HasHeader)
                    {
                        continue;
                    }
                }

                if (cells.Length != columns)
                {
                    return new Rejection(FaultKind.Truncated, $"expected {columns} columns, got {cells.Length}", parser.RawRow);
                }

                if (rows.Count == MostRows)
                {
                    return TooMany();
                }

                rows.Add(new GenericRow(parser.RawRow, [.. places.Select(place => place < 0 || cells[place].Length == 0 ? null : cells[place])]));
            }

            return rows.ToImmutable();
        }
        catch (CsvHelperException)
        {
            return new Rejection(FaultKind.NotACounter, $"it can't be read as CSV; it begins with '{Shown(text)}'");
        }
    }

    private static bool Same(string name, string source) => name.Trim().Equals(source, StringComparison.OrdinalIgnoreCase);

    private static Rejection TooMany() => new(FaultKind.TooLarge, $"it has more than {MostRows} rows; ask for less at once");
}
