namespace RetailOrleans.Storage.Readings;

/// <summary>
/// Which incarnation of a silo writes. A commit is refused once the cluster has declared it dead: its grains live elsewhere by then.
/// </summary>
/// <param name="ClusterId">Empty for a writer outside a cluster, which is never refused.</param>
/// <param name="Address">The silo's IP.</param>
/// <param name="Port">The silo's port.</param>
/// <param name="Generation">Which start of it.</param>
public sealed record WriterIdentity(string ClusterId, string Address, int Port, int Generation)
{
    /// <summary>A writer outside a cluster.</summary>
    public static WriterIdentity None { get; } = new("", "", 0, 0);
}
