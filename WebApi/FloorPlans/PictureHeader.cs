using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace RetailOrleans.WebApi.FloorPlans;

/// <summary>What a picture's first bytes say. What a client calls it does not count: a browser shall never be given anything but a picture.</summary>
/// <param name="MediaType">image/png, image/jpeg or image/webp.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
internal sealed record PictureHeader(string MediaType, int Width, int Height)
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads PNG, JPEG and WebP. Pure; never throws.</summary>
    public static bool TryRead(ReadOnlySpan<byte> picture, [NotNullWhen(true)] out PictureHeader? header)
    {
        header = Png(picture) ?? Jpeg(picture) ?? WebP(picture);
        return header is { Width: > 0, Height: > 0 };
    }

    // PNG, section 11.2.2: IHDR is the first chunk.
    private static PictureHeader? Png(ReadOnlySpan<byte> picture) =>
        picture.Length >= 33 && picture.StartsWith(PngSignature) && picture[12..16].SequenceEqual("IHDR"u8)
            ? new PictureHeader("image/png", BinaryPrimitives.ReadInt32BigEndian(picture[16..]), BinaryPrimitives.ReadInt32BigEndian(picture[20..]))
            : null;

    // JPEG (ITU-T T.81, annex B): segments up to the frame header SOFn, which has the size.
    private static PictureHeader? Jpeg(ReadOnlySpan<byte> picture)
    {
        if (!picture.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
        {
            return null;
        }

        var at = 2;
        while (at + 9 <= picture.Length && picture[at] == 0xFF)
        {
            var marker = picture[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return new PictureHeader(
                    "image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(picture[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(picture[(at + 5)..]));
            }

            // 0xFF may be repeated as filling before a marker.
            at += marker == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(picture[(at + 2)..]);
        }

        return null;
    }

    // WebP (RFC 9649): RIFF with one of three first chunks.
    private static PictureHeader? WebP(ReadOnlySpan<byte> picture)
    {
        if (picture.Length < 30 || !picture.StartsWith("RIFF"u8) || !picture[8..12].SequenceEqual("WEBP"u8))
        {
            return null;
        }

        var chunk = picture[12..16];
        var data = picture[20..];
        if (chunk.SequenceEqual("VP8X"u8))
        {
            return new PictureHeader("image/webp", 1 + ThreeBytes(data[4..]), 1 + ThreeBytes(data[7..]));
        }

        if (chunk.SequenceEqual("VP8L"u8) && data[0] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
            return new PictureHeader("image/webp", 1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));
        }

        return chunk.SequenceEqual("VP8 "u8) && data[3..6].SequenceEqual<byte>([0x9D, 0x01, 0x2A])
            ? new PictureHeader(
                "image/webp", BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF)
            : null;
    }

    private static int ThreeBytes(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
