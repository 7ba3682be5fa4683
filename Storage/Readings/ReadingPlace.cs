using System.Buffers.Binary;
using System.Buffers.Text;

namespace RetailOrleans.Storage.Readings;

/// <summary>A reading's place in a list that is sorted newest first; it stays right while readings are added.</summary>
/// <param name="Start">UTC.</param>
/// <param name="SensorKey">Decides between readings of one instant.</param>
/// <param name="SubKind">Decides between those of one sensor: its regional kind, 0 for other readings.</param>
public sealed record ReadingPlace(DateTime Start, int SensorKey, byte SubKind)
{
    private const int Length = 13;
    private const int TextLength = 18;

    /// <summary>Opaque and URL-safe.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Start.Ticks);
        BinaryPrimitives.WriteInt32BigEndian(bytes[8..], SensorKey);
        bytes[12] = SubKind;
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The place that <see cref="ToString"/> wrote; null when it is none.</summary>
    public static ReadingPlace? TryParse(string text)
    {
        Span<byte> bytes = stackalloc byte[Length + 8];
        if (text.Length != TextLength || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Length)
        {
            return null;
        }

        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks
            ? null
            : new ReadingPlace(new DateTime(ticks, DateTimeKind.Utc), BinaryPrimitives.ReadInt32BigEndian(bytes[8..]), bytes[12]);
    }
}
