using System.Buffers;
using System.Buffers.Binary;

namespace RetailOrleans.Storage.Readings;

/// <summary>
/// Rows in the binary format of PostgreSQL's COPY (its manual, "COPY, File Formats, Binary Format"): a signature, then for each row the number
/// of its columns and each column as its length in bytes and its value, big-endian; a length of -1 is null.
/// </summary>
internal sealed class BinaryRows : IDisposable
{
    private const int TypicalRow = 128;
    private const int Int4Type = 23;

    /// <summary>PGCOPY and bytes that a transfer as text would spoil.</summary>
    private static ReadOnlySpan<byte> Signature => [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00];

    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private byte[] _bytes;
    private int _length;

    /// <param name="rows">About how many are to come.</param>
    public BinaryRows(int rows)
    {
        _bytes = ArrayPool<byte>.Shared.Rent((rows + 1) * TypicalRow);

        // No flags, no extension.
        Signature.CopyTo(_bytes);
        _length = Signature.Length + 8;
        _bytes.AsSpan(Signature.Length, 8).Clear();
    }

    public void StartRow(short columns) => BinaryPrimitives.WriteInt16BigEndian(Take(2), columns);

    public void Write(int value)
    {
        var at = Take(8);
        BinaryPrimitives.WriteInt32BigEndian(at, 4);
        BinaryPrimitives.WriteInt32BigEndian(at[4..], value);
    }

    /// <summary>A timestamptz.</summary>
    public void Write(DateTime utc)
    {
        var at = Take(12);
        BinaryPrimitives.WriteInt32BigEndian(at, 8);
        BinaryPrimitives.WriteInt64BigEndian(at[4..], (utc - Epoch).Ticks / TimeSpan.TicksPerMicrosecond);
    }

    public void WriteUnlessZero(int value)
    {
        if (value == 0)
        {
            WriteNull();
        }
        else
        {
            Write(value);
        }
    }

    /// <summary>An int[] with one dimension.</summary>
    public void WriteUnlessEmpty(ReadOnlySpan<int> values)
    {
        if (values.IsEmpty)
        {
            WriteNull();
            return;
        }

        // Length, dimensions, no nulls, type, extent, lower bound.
        ReadOnlySpan<int> head = [20 + (8 * values.Length), 1, 0, Int4Type, values.Length, 1];
        foreach (var number in head)
        {
            BinaryPrimitives.WriteInt32BigEndian(Take(4), number);
        }

        foreach (var value in values)
        {
            Write(value);
        }
    }

    /// <summary>All of it, with the mark of its end.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(2), -1);
        return _bytes.AsMemory(0, _length);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    private void WriteNull() => BinaryPrimitives.WriteInt32BigEndian(Take(4), -1);

    private Span<byte> Take(int count)
    {
        if (_length + count > _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
            _bytes.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
