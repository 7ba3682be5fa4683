using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace RetailOrleans.Storage.Registry;

/// <summary>SHA-256 of a token's secret, as a dictionary key without an allocation. The secrets are random, so no salt is needed.</summary>
public readonly record struct TokenHash(ulong A, ulong B, ulong C, ulong D)
{
    private const int MaxSecretLength = 200;

    /// <summary>The hash of a secret; null when it can't be one (too long, empty).</summary>
    public static TokenHash? Of(ReadOnlySpan<char> secret)
    {
        if (secret.Length is 0 or > MaxSecretLength)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[MaxSecretLength * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(secret, bytes)], hash);
        var words = MemoryMarshal.Cast<byte, ulong>(hash);
        return new TokenHash(words[0], words[1], words[2], words[3]);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[SHA256.HashSizeInBytes];
        var words = MemoryMarshal.Cast<byte, ulong>(bytes.AsSpan());
        (words[0], words[1], words[2], words[3]) = (A, B, C, D);
        return bytes;
    }
}
