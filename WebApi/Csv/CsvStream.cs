using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace RetailOrleans.WebApi.Csv;

/// <summary>
/// A response in CSV (RFC 4180) that is sent while it is made: at no time is more than a piece of it in memory. Text that a spreadsheet
/// would take for a formula is defused by an apostrophe.
/// </summary>
internal sealed class CsvStream : IAsyncDisposable
{
    private const int PieceCharacters = 32 * 1024;
    private const string FormulaStarts = "=+-@\t\r";

    private static readonly CsvConfiguration Settings = new(CultureInfo.InvariantCulture) { NewLine = "\r\n" };

    private readonly StringWriter _text = new(CultureInfo.InvariantCulture);
    private readonly CsvWriter _csv;
    private readonly HttpResponse _response;

    private CsvStream(HttpResponse response)
    {
        _response = response;
        _csv = new CsvWriter(_text, Settings, leaveOpen: true);
    }

    /// <summary>Whether the client asked for CSV.</summary>
    public static bool IsWanted(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var types) && types.Any(type => type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase));

    /// <summary>Begins the response.</summary>
    /// <param name="response">Not yet begun.</param>
    /// <param name="name">Of the file, without its ending.</param>
    /// <param name="bom">Whether to begin with a byte order mark.</param>
    /// <param name="header">The columns.</param>
    public static CsvStream Begin(HttpResponse response, string name, bool bom, IReadOnlyList<string> header)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
        response.Headers.CacheControl = "no-store";
        var stream = new CsvStream(response);
        if (bom)
        {
            stream._text.Write('\uFEFF');
        }

        foreach (var column in header)
        {
            stream._csv.WriteField(column);
        }

        stream._csv.NextRecord();
        return stream;
    }

    /// <summary>Writes a row.</summary>
    public async ValueTask RowAsync(IEnumerable<object?> cells, CancellationToken cancellationToken)
    {
        foreach (var cell in cells)
        {
            Write(cell);
        }

        await _csv.NextRecordAsync();
        if (_text.GetStringBuilder().Length >= PieceCharacters)
        {
            await SendAsync(cancellationToken);
        }
    }

    /// <summary>Sends the rest. A response that was broken off before is left incomplete, so that no client takes it for whole.</summary>
    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        await _csv.FlushAsync();
        await SendAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _csv.DisposeAsync();
        await _text.DisposeAsync();
    }

    private void Write(object? cell)
    {
        switch (cell)
        {
            case null:
                _csv.WriteField("");
                break;
            case string text:
                // Only text: numbers may begin with a minus, which is no formula.
                _csv.WriteField(text.Length > 0 && FormulaStarts.Contains(text[0]) ? "'" + text : text);
                break;
            case DateTimeOffset instant:
                _csv.WriteField(instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
                break;
            case DateOnly date:
                _csv.WriteField(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case IFormattable value:
                _csv.WriteField(value.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                _csv.WriteField(cell.ToString());
                break;
        }
    }

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        await _csv.FlushAsync();
        var text = _text.GetStringBuilder();
        if (text.Length > 0)
        {
            await _response.Body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
            text.Clear();
        }
    }
}
