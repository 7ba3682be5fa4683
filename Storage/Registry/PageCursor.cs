using System.Buffers.Binary;
using System.Buffers.Text;

namespace RetailOrleans.Storage.Registry;

/// <summary>
/// A row's place in a list that is sorted newest first. It names a row and not a number of rows, so it stays right while rows are added.
/// </summary>
/// <param name="CreatedAt">UTC.</param>
/// <param name="Id">Decides between rows of one instant.</param>
public sealed record PageCursor(DateTimeOffset CreatedAt, Guid Id)
{
    private const int Length = 24;

    /// <summary>Opaque and URL-safe.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, CreatedAt.UtcTicks);
        Id.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The cursor that <see cref="ToString"/> wrote; null when it is none.</summary>
    public static PageCursor? TryParse(string text)
    {
        Span<byte> bytes = stackalloc byte[Length + 8];
        if (text.Length != 32 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Length)
        {
            return null;
        }

        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks
            ? null
            : new PageCursor(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[8..Length], bigEndian: true));
    }
}
