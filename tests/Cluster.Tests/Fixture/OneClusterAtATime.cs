namespace RetailOrleans.Cluster.Tests.Fixture;

/// <summary>One test after another: each runs processes enough for the machine.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneClusterAtATime
{
    public const string Name = "Silo processes";
}
