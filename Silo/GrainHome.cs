using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace RetailOrleans.Silo;

/// <summary>
/// Where a grain belongs among the silos that are there: the one with the highest hash of both (rendezvous hashing). Every silo finds
/// the same answer, and one that joins or leaves changes it for its own share of the grains only. Pure.
/// </summary>
internal static class GrainHome
{
    /// <param name="grain">The grain.</param>
    /// <param name="silos">At least one, in any order.</param>
    public static SiloAddress Of(GrainId grain, IReadOnlyCollection<SiloAddress> silos) =>
        silos.MaxBy(silo => (Weight(grain, silo), silo.ToString()))!;

    private static ulong Weight(GrainId grain, SiloAddress silo)
    {
        var hash = new XxHash3();
        hash.Append(grain.Key.AsSpan());
        hash.Append(Encoding.UTF8.GetBytes(silo.Endpoint.ToString()));
        Span<byte> generation = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(generation, silo.Generation);
        hash.Append(generation);
        return hash.GetCurrentHashAsUInt64();
    }
}
