using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace RetailOrleans.WebApi.Ingest;

/// <summary>A request's whole body in one pooled buffer; give it back by disposing.</summary>
internal readonly struct RequestBytes : IDisposable
{
    private readonly byte[] _buffer;
    private readonly int _length;

    private RequestBytes(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, _length);

    /// <summary>Reads until the end, at most <paramref name="limit"/> bytes, counted inflated.</summary>
    /// <exception cref="BadHttpRequestException">413: larger than the limit.</exception>
    public static async ValueTask<RequestBytes> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = limit;
        }

        var expected = request.ContentLength is { } length && length <= limit && request.Headers.ContentEncoding.Count == 0 ? (int)length : 4096;
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(expected, 256));
        var read = 0;
        try
        {
            while (true)
            {
                var got = await request.Body.ReadAsync(buffer.AsMemory(read), cancellationToken);
                if (got == 0)
                {
                    return new RequestBytes(buffer, read);
                }

                read += got;
                if (read > limit)
                {
                    throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
                }

                if (read == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, read).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
