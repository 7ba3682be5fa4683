using System.Data;
using Npgsql;

namespace RetailOrleans.Storage.Tests.Orleans;

/// <summary>A silo that was declared dead must not commit any more, and must not hold up the cluster that says so.</summary>
public sealed class ZombieGuardTests(OrleansCatalog catalog) : IClassFixture<OrleansCatalog>
{
    private readonly Cluster _cluster = new(catalog);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_member_passes_and_so_does_a_writer_without_a_cluster()
    {
        await TwoSilosAsync();
        await using var connection = await catalog.Source.OpenConnectionAsync(Token);
        await _cluster.AssertAliveAsync(connection, 1);
        await using var alone = new NpgsqlCommand("select assert_silo_alive('', '', 0, 0)", connection);
        await alone.ExecuteNonQueryAsync(Token);
    }

    [Fact]
    public async Task A_dead_silo_is_refused_and_so_is_one_that_never_was_or_was_cleaned_up()
    {
        await TwoSilosAsync();
        Assert.True(await _cluster.UpdateAsync(1, 2, Cluster.Dead));
        await using var connection = await catalog.Source.OpenConnectionAsync(Token);
        var dead = await Assert.ThrowsAsync<PostgresException>(() => _cluster.AssertAliveAsync(connection, 1));
        Assert.Equal("RO001", dead.SqlState);
        Assert.Contains("declared dead", dead.MessageText, StringComparison.Ordinal);
        var unknown = await Assert.ThrowsAsync<PostgresException>(() => _cluster.AssertAliveAsync(connection, 99));
        Assert.Equal("RO001", unknown.SqlState);
        await _cluster.AssertAliveAsync(connection, 2);
    }

    [Fact]
    public async Task A_commit_under_way_is_waited_for_before_its_silo_is_dead()
    {
        await TwoSilosAsync();
        await using var connection = await catalog.Source.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await _cluster.AssertAliveAsync(connection, 1);

        var verdict = _cluster.UpdateAsync(1, 2, Cluster.Dead);
        await UntilSomebodyWaitsForASiloLockAsync();
        Assert.Equal(Cluster.Active, (await _cluster.ReadAsync(1))["Status"]);
        await transaction.CommitAsync(Token);

        Assert.True(await verdict);
        Assert.Equal(Cluster.Dead, (await _cluster.ReadAsync(1))["Status"]);
    }

    [Fact]
    public async Task A_silo_that_hangs_inside_a_transaction_loses_it_and_does_not_hold_up_the_verdict()
    {
        await TwoSilosAsync();
        await using var connection = await catalog.Source.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await _cluster.AssertAliveAsync(connection, 1);

        Assert.True(await _cluster.UpdateAsync(1, 2, Cluster.Dead));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => transaction.CommitAsync(Token));
    }

    [Fact]
    public async Task A_commit_that_comes_while_the_verdict_is_written_waits_and_is_refused()
    {
        await TwoSilosAsync();
        await using var judge = await catalog.Source.OpenConnectionAsync(Token);
        await using var verdict = await judge.BeginTransactionAsync(Token);
        await using var update = new NpgsqlCommand(
            "select orleans_update_silo($1, '127.0.0.1', 1, 1, 6, null, now(), 2)", judge, verdict);
        update.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _cluster.Id });
        Assert.Equal(true, await update.ExecuteScalarAsync(Token));

        await using var connection = await catalog.Source.OpenConnectionAsync(Token);
        var late = _cluster.AssertAliveAsync(connection, 1);
        await UntilSomebodyWaitsForASiloLockAsync();
        await verdict.CommitAsync(Token);
        Assert.Equal("RO001", (await Assert.ThrowsAsync<PostgresException>(() => late)).SqlState);
    }

    [Fact]
    public async Task A_stale_verdict_ends_nobodys_transaction()
    {
        await TwoSilosAsync();
        await using var connection = await catalog.Source.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await _cluster.AssertAliveAsync(connection, 1);
        Assert.False(await _cluster.UpdateAsync(1, version: 1, Cluster.Dead));
        await transaction.CommitAsync(Token);
    }

    [Fact]
    public async Task Commits_of_one_silo_do_not_wait_for_each_other_nor_for_the_death_of_another()
    {
        await TwoSilosAsync();
        await using var first = await catalog.Source.OpenConnectionAsync(Token);
        await using var second = await catalog.Source.OpenConnectionAsync(Token);
        await using var one = await first.BeginTransactionAsync(Token);
        await using var two = await second.BeginTransactionAsync(Token);
        await _cluster.AssertAliveAsync(first, 2);
        await _cluster.AssertAliveAsync(second, 2);
        Assert.True(await _cluster.UpdateAsync(1, 2, Cluster.Dead));
        await one.CommitAsync(Token);
        await two.CommitAsync(Token);
    }

    [Fact]
    public async Task A_snapshot_that_is_older_than_the_lock_is_refused()
    {
        await TwoSilosAsync();
        await using var connection = await catalog.Source.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, Token);
        Assert.Equal("RO002", (await Assert.ThrowsAsync<PostgresException>(() => _cluster.AssertAliveAsync(connection, 1))).SqlState);
    }

    private async Task TwoSilosAsync()
    {
        await _cluster.CreateAsync();
        Assert.True(await _cluster.JoinAsync(1, 0));
        Assert.True(await _cluster.JoinAsync(2, 1));
    }

    private async Task UntilSomebodyWaitsForASiloLockAsync()
    {
        await using var waiting = catalog.Source.CreateCommand(
            "select exists (select from pg_locks where locktype = 'advisory' and not granted and classid = silo_lock_class()::bigint::oid " +
            "and database = (select oid from pg_database where datname = current_database()))");
        while (!(bool)(await waiting.ExecuteScalarAsync(Token))!)
        {
            await Task.Yield();
        }
    }
}
