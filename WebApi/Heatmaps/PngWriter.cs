using System.Buffers.Binary;
using System.IO.Compression;

namespace RetailOrleans.WebApi.Heatmaps;

/// <summary>Writes pictures of up to 256 colours as PNG (RFC 2083): one byte a pixel, a palette with opacity, no filters. Pure.</summary>
internal static class PngWriter
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <param name="width">Pixels, at least 1.</param>
    /// <param name="height">Pixels, at least 1.</param>
    /// <param name="pixels">Places in the palette, row by row from the top left.</param>
    /// <param name="palette">1 to 256 colours.</param>
    public static byte[] Write(int width, int height, ReadOnlySpan<byte> pixels, ReadOnlySpan<(byte R, byte G, byte B, byte A)> palette)
    {
        using var png = new MemoryStream();
        png.Write(Signature);

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 3);
        Chunk(png, "IHDR"u8, header);

        var (colours, opacities) = (new byte[palette.Length * 3], new byte[palette.Length]);
        for (var i = 0; i < palette.Length; i++)
        {
            (colours[i * 3], colours[(i * 3) + 1], colours[(i * 3) + 2], opacities[i]) = palette[i];
        }

        Chunk(png, "PLTE"u8, colours);
        Chunk(png, "tRNS"u8, opacities);

        using var rows = new MemoryStream();
        using (var zlib = new ZLibStream(rows, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var row = 0; row < height; row++)
            {
                zlib.WriteByte(0);
                zlib.Write(pixels.Slice(row * width, width));
            }
        }

        Chunk(png, "IDAT"u8, rows.ToArray());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(type, data));
        png.Write(number);
    }

    // CRC-32 as PNG and zip have it, a bit at a time: pictures are small.
    private static uint Checksum(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data) => ~Follow(Follow(uint.MaxValue, type), data);

    private static uint Follow(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320u & (uint)-(int)(crc & 1));
            }
        }

        return crc;
    }
}
