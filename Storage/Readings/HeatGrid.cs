using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;

namespace RetailOrleans.Storage.Readings;

/// <summary>A grid of numbers as compressed bytes, and back. Pure.</summary>
internal static class HeatGrid
{
    public static byte[] Compress(ReadOnlySpan<int> values)
    {
        var plain = new byte[values.Length * sizeof(int)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(plain.AsSpan(i * sizeof(int)), values[i]);
        }

        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(plain);
        }

        return compressed.ToArray();
    }

    /// <exception cref="InvalidDataException">It is no grid of that many cells.</exception>
    public static ImmutableArray<int> Expand(byte[] compressed, int cells)
    {
        using var zlib = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        var plain = new byte[cells * sizeof(int)];
        zlib.ReadExactly(plain);
        var values = new int[cells];
        for (var i = 0; i < cells; i++)
        {
            values[i] = BinaryPrimitives.ReadInt32LittleEndian(plain.AsSpan(i * sizeof(int)));
        }

        return ImmutableArray.Create(values);
    }
}
