using Npgsql;

namespace RetailOrleans.Storage.Tests.Orleans;

/// <summary>One deployment of its own in the shared database: what a silo does to the membership table.</summary>
internal sealed class Cluster(OrleansCatalog catalog)
{
    public const int Joining = 2;
    public const int Active = 3;
    public const int Dead = 6;

    public string Id { get; } = $"cluster-{Guid.NewGuid():N}";

    public Task<bool> CreateAsync() => catalog.FlagAsync("InsertMembershipVersionKey", ("DeploymentId", Id));

    public Task<bool> JoinAsync(int port, int version, int status = Active, int proxyPort = 30000) =>
        catalog.FlagAsync(
            "InsertMembershipKey",
            ("DeploymentId", Id), ("Address", "127.0.0.1"), ("Port", port), ("Generation", 1), ("SiloName", "silo"), ("HostName", "host"),
            ("Status", status), ("ProxyPort", proxyPort), ("StartTime", OrleansCatalog.Noon), ("IAmAliveTime", OrleansCatalog.Noon),
            ("Version", version));

    public Task<bool> UpdateAsync(int port, int version, int status, string? suspects = null) =>
        catalog.FlagAsync(
            "UpdateMembershipKey",
            ("DeploymentId", Id), ("Address", "127.0.0.1"), ("Port", port), ("Generation", 1), ("Status", status),
            ("SuspectTimes", suspects), ("IAmAliveTime", OrleansCatalog.Noon), ("Version", version));

    public Task HeartbeatAsync(int port, DateTime time) =>
        catalog.ExecuteAsync(
            "UpdateIAmAlivetimeKey",
            ("DeploymentId", Id), ("Address", "127.0.0.1"), ("Port", port), ("Generation", 1), ("IAmAliveTime", time));

    public Task<List<Dictionary<string, object?>>> ReadAllAsync() => catalog.RowsAsync("MembershipReadAllKey", ("DeploymentId", Id));

    public async Task<Dictionary<string, object?>> ReadAsync(int port) =>
        Assert.Single(await catalog.RowsAsync(
            "MembershipReadRowKey", ("DeploymentId", Id), ("Address", "127.0.0.1"), ("Port", port), ("Generation", 1)));

    public async Task<int> VersionAsync() => (int)(await ReadAllAsync())[0]["Version"]!;

    /// <summary>The guard, called as a writer calls it: first in its transaction.</summary>
    public async Task AssertAliveAsync(NpgsqlConnection connection, int port)
    {
        await using var command = new NpgsqlCommand("select assert_silo_alive($1, '127.0.0.1', $2, 1)", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Id });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = port });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
