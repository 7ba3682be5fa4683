using System.Buffers.Binary;
using System.Buffers.Text;

namespace RetailOrleans.Storage.Rollups;

/// <summary>A row's place in a list of hours or days that is sorted newest first; it stays right while rows are added.</summary>
/// <param name="At">UTC: the hour's start, or the day's date.</param>
/// <param name="StoreId">Decides between rows of one instant.</param>
public sealed record RollupPlace(DateTime At, Guid StoreId)
{
    private const int Length = 24;
    private const int TextLength = 32;

    /// <summary>Opaque and URL-safe.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, At.Ticks);
        StoreId.TryWriteBytes(bytes[8..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The place that <see cref="ToString"/> wrote; null when it is none.</summary>
    public static RollupPlace? TryParse(string text)
    {
        Span<byte> bytes = stackalloc byte[Length + 8];
        if (text.Length != TextLength || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Length)
        {
            return null;
        }

        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks ? null : new RollupPlace(new DateTime(ticks, DateTimeKind.Utc), new Guid(bytes.Slice(8, 16)));
    }
}
