using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using FsCheck.Xunit;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Readings;
using RetailOrleans.WebApi.Heatmaps;

namespace RetailOrleans.Unit.Tests.Heatmaps;

public sealed class HeatPictureTests
{
    [Fact]
    public void A_picture_is_a_png_whose_parts_are_whole()
    {
        var png = HeatPicture.Png(new SpaceHeatmap(default, default, 3, 2, [0, 1, 4, 0, 100, 0]));

        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        var chunks = Chunks(png);
        Assert.Equal(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"], chunks.Select(chunk => chunk.Type));
        Assert.Equal((3, 2), (BinaryPrimitives.ReadInt32BigEndian(chunks[0].Data), BinaryPrimitives.ReadInt32BigEndian(chunks[0].Data.AsSpan(4))));
        Assert.Equal((768, 256), (chunks[1].Data.Length, chunks[2].Data.Length));
        using var zlib = new ZLibStream(new MemoryStream(chunks[3].Data), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        zlib.CopyTo(rows);

        // A filter byte before each row; nothing is the first colour, the hottest the last, the scale a square root.
        Assert.Equal([0, 0, 26, 51, 0, 0, 255, 0], rows.ToArray().Select(b => (int)b));
        Assert.Equal(0, chunks[2].Data[0]);
        Assert.Equal(255, chunks[2].Data[255]);
    }

    // The checksum of the end chunk is the same in every PNG there is.
    [Fact]
    public void Checksums_are_those_of_png() => Assert.Equal([0xAE, 0x42, 0x60, 0x82], HeatPicture.Png(new SpaceHeatmap(default, default, 1, 1, [0]))[^4..]);

    [Property]
    public void A_grid_is_stored_and_read_back_the_same(int[] values) => Assert.Equal(values, HeatGrid.Expand(HeatGrid.Compress(values), values.Length));

    [Fact]
    public void A_grid_that_was_cut_is_no_grid() =>
        Assert.ThrowsAny<Exception>(() => HeatGrid.Expand(HeatGrid.Compress([1, 2, 3]), 4));

    private static List<(string Type, byte[] Data)> Chunks(byte[] png)
    {
        var chunks = new List<(string Type, byte[] Data)>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            chunks.Add((Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]));
            at += length + 12;
        }

        return chunks;
    }
}
