namespace RetailOrleans.Storage.Tests.Orleans;

public sealed class MembershipTests(OrleansCatalog catalog) : IClassFixture<OrleansCatalog>
{
    private readonly Cluster _cluster = new(catalog);

    [Fact]
    public void Every_query_that_Orleans_asks_for_is_there() =>
        Assert.Equal(
            [
                "CleanupDefunctSiloEntriesKey", "CleanupDefunctSiloEntryKey", "ClearStorageKey", "DeleteMembershipTableEntriesKey",
                "DeleteReminderRowKey", "DeleteReminderRowsKey", "DeleteStorageKey", "GatewaysQueryKey", "InsertMembershipKey",
                "InsertMembershipVersionKey", "MembershipReadAllKey", "MembershipReadRowKey", "ReadFromStorageKey", "ReadRangeRows1Key",
                "ReadRangeRows2Key", "ReadReminderRowKey", "ReadReminderRowsKey", "UpdateIAmAlivetimeKey", "UpdateMembershipKey",
                "UpsertReminderRowKey", "WriteToStorageKey",
            ],
            catalog.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Only_the_first_caller_creates_the_version_row()
    {
        Assert.True(await _cluster.CreateAsync());
        Assert.False(await _cluster.CreateAsync());
        Assert.Equal(0, await _cluster.VersionAsync());
    }

    [Fact]
    public async Task A_deployment_without_silos_still_answers_its_version()
    {
        await _cluster.CreateAsync();
        var row = Assert.Single(await _cluster.ReadAllAsync());
        Assert.Equal(0, row["Version"]);
        Assert.Null(row["StartTime"]);
        Assert.Null((await _cluster.ReadAsync(11111))["Address"]);
    }

    [Fact]
    public async Task A_join_raises_the_version_once_and_only_from_the_version_it_names()
    {
        await _cluster.CreateAsync();
        Assert.False(await _cluster.JoinAsync(1, version: 7));
        Assert.True(await _cluster.JoinAsync(1, version: 0));
        Assert.False(await _cluster.JoinAsync(1, version: 1)); // the row is there: nothing changes
        Assert.Equal(1, await _cluster.VersionAsync());

        var row = await _cluster.ReadAsync(1);
        Assert.Equal("127.0.0.1", row["Address"]);
        Assert.Equal(OrleansCatalog.Noon, row["StartTime"]);
        Assert.Null(row["SuspectTimes"]);
    }

    [Fact]
    public async Task An_update_of_a_silo_that_is_not_there_leaves_the_version()
    {
        await _cluster.CreateAsync();
        Assert.False(await _cluster.UpdateAsync(1, version: 0, Cluster.Active));
        Assert.False(await _cluster.UpdateAsync(1, version: 0, Cluster.Dead));
        Assert.Equal(0, await _cluster.VersionAsync());
    }

    [Fact]
    public async Task A_heartbeat_changes_no_version_and_time_never_goes_back()
    {
        await _cluster.CreateAsync();
        await _cluster.JoinAsync(1, version: 0);
        var later = OrleansCatalog.Noon.AddMinutes(5);
        await _cluster.HeartbeatAsync(1, later);
        Assert.True(await _cluster.UpdateAsync(1, version: 1, Cluster.Active, "127.0.0.1:2@1,2026-03-01 12:00:00.000 GMT"));

        var row = await _cluster.ReadAsync(1);
        Assert.Equal(later, row["IAmAliveTime"]);
        Assert.Equal("127.0.0.1:2@1,2026-03-01 12:00:00.000 GMT", row["SuspectTimes"]);
        Assert.Equal(2, row["Version"]);
    }

    [Fact]
    public async Task Of_eight_concurrent_writers_on_one_version_exactly_one_wins()
    {
        await _cluster.CreateAsync();
        for (var silo = 0; silo < 8; silo++)
        {
            Assert.True(await _cluster.JoinAsync(silo, silo));
        }

        for (var version = 8; version < 48; version++)
        {
            var present = version;
            var won = await Task.WhenAll(Enumerable.Range(0, 8).Select(silo => silo % 2 == 0
                ? _cluster.UpdateAsync(silo, present, Cluster.Active)
                : _cluster.JoinAsync((100 * present) + silo, present)));
            Assert.Equal(1, won.Count(win => win));
            Assert.Equal(version + 1, await _cluster.VersionAsync());
        }
    }

    [Fact]
    public async Task Gateways_are_the_silos_in_that_status_with_a_proxy_port()
    {
        await _cluster.CreateAsync();
        await _cluster.JoinAsync(1, 0, proxyPort: 30001);
        await _cluster.JoinAsync(2, 1, proxyPort: 0);
        await _cluster.JoinAsync(3, 2, Cluster.Joining, proxyPort: 30003);
        var gateway = Assert.Single(await catalog.RowsAsync("GatewaysQueryKey", ("DeploymentId", _cluster.Id), ("Status", Cluster.Active)));
        Assert.Equal(30001, gateway["ProxyPort"]);
        Assert.Equal(1, gateway["Generation"]);
    }

    [Fact]
    public async Task Clean_up_takes_old_rows_of_silos_that_are_not_active()
    {
        await _cluster.CreateAsync();
        await _cluster.JoinAsync(1, 0);
        await _cluster.JoinAsync(2, 1, Cluster.Dead);
        await _cluster.JoinAsync(3, 2, Cluster.Dead);
        await _cluster.HeartbeatAsync(3, OrleansCatalog.Noon.AddHours(3));
        await catalog.ExecuteAsync(
            "CleanupDefunctSiloEntriesKey", ("DeploymentId", _cluster.Id), ("IAmAliveTime", OrleansCatalog.Noon.AddHours(2)));

        Assert.Equal([1, 3], (await _cluster.ReadAllAsync()).Select(row => (int)row["Port"]!).Order());
        Assert.Equal(3, await _cluster.VersionAsync());
    }

    [Theory]
    [InlineData(Cluster.Dead, null, null, true)]
    [InlineData(Cluster.Dead, "a,b", "a,b", true)]
    [InlineData(Cluster.Dead, "a,b", null, false)]
    [InlineData(Cluster.Active, null, null, false)]
    public async Task Clean_up_of_one_row_takes_it_only_when_dead_and_unchanged(int status, string? stored, string? seen, bool gone)
    {
        await _cluster.CreateAsync();
        await _cluster.JoinAsync(1, 0);
        await _cluster.UpdateAsync(1, 1, status, stored);
        await catalog.ExecuteAsync(
            "CleanupDefunctSiloEntryKey",
            ("DeploymentId", _cluster.Id), ("Address", "127.0.0.1"), ("Port", 1), ("Generation", 1), ("SuspectTimes", seen),
            ("StartTime", OrleansCatalog.Noon), ("IAmAliveTime", OrleansCatalog.Noon));
        Assert.Equal(gone, (await _cluster.ReadAsync(1))["Address"] is null);
    }

    [Fact]
    public async Task Deleting_a_deployment_leaves_the_others()
    {
        var other = new Cluster(catalog);
        await _cluster.CreateAsync();
        await other.CreateAsync();
        await _cluster.JoinAsync(1, 0);
        await catalog.ExecuteAsync("DeleteMembershipTableEntriesKey", ("DeploymentId", _cluster.Id));
        Assert.Empty(await _cluster.ReadAllAsync());
        Assert.Equal(0, await other.VersionAsync());
    }
}
