using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Tests.Registry;

public sealed class DirectoryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_feed_an_answer_is_used_for_4_s_at_most()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        var directory = new StoreDirectory(registry.Reader, registry.Feed);
        Assert.Equal("Lisbon", await NameAsync());
        await registry.ExecuteAsync("update stores set name = 'Lisboa' where name = 'Lisbon'");

        registry.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("Lisbon", await NameAsync());
        registry.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("Lisboa", await NameAsync());

        async Task<string> NameAsync() => (await directory.FindAsync(registry.Lisbon.StoreId, Cancellation))!.Name;
    }

    [Fact]
    public async Task A_watched_answer_is_used_until_a_change_is_heard()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        // The feed of another silo: it hears of what this registry commits only through the database.
        using var feed = new ChangeFeed(registry.Database, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<ChangeFeed>.Instance);
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var directory = new StoreDirectory(registry.Reader, feed);
        feed.Changed += change => (change is null ? listening : heard).TrySetResult();
        await feed.StartAsync(Cancellation);
        await listening.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        Assert.Equal("Lisbon", (await directory.FindAsync(registry.Lisbon.StoreId, Cancellation))!.Name);

        await registry.Stores.ChangeAsync(registry.Scope, registry.Lisbon.StoreId, before => RegistryDatabase.Store("Lisboa", before.TimeZone), Cancellation);
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(5), Cancellation);

        Assert.Equal("Lisboa", (await directory.FindAsync(registry.Lisbon.StoreId, Cancellation))!.Name);
        Assert.Equal(2, (await directory.ListAsync(registry.Scope.OrganizationId, Cancellation)).Length);
        await feed.StopAsync(Cancellation);
    }

    [Fact]
    public async Task What_changed_while_the_feed_was_lost_is_seen_when_it_is_back()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        using var feed = new ChangeFeed(registry.Database, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<ChangeFeed>.Instance);
        using var listening = new SemaphoreSlim(0);
        var directory = new StoreDirectory(registry.Reader, feed);
        feed.Changed += _ => listening.Release();
        await feed.StartAsync(Cancellation);
        Assert.True(await listening.WaitAsync(TimeSpan.FromSeconds(10), Cancellation));
        Assert.Equal("Lisbon", (await directory.FindAsync(registry.Lisbon.StoreId, Cancellation))!.Name);

        await registry.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'select 1'");
        await registry.ExecuteAsync("update stores set name = 'Lisboa' where name = 'Lisbon'");
        Assert.True(await listening.WaitAsync(TimeSpan.FromSeconds(10), Cancellation));

        Assert.Equal("Lisboa", (await directory.FindAsync(registry.Lisbon.StoreId, Cancellation))!.Name);
        await feed.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_deleted_sensor_is_unknown_at_once_where_it_was_deleted()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        var directory = new SensorDirectory(registry.Reader, registry.Feed);
        var sensor = await registry.Sensors.CreateAsync(registry.Scope, RegistryDatabase.Sensor(registry.Lisbon.StoreId, "Door"), Cancellation);
        Assert.Equal(sensor.SensorKey, (await directory.FindAsync(sensor.SensorId, Cancellation))!.SensorKey);

        await registry.Sensors.DeleteAsync(registry.Scope, sensor.SensorId, purge: false, Cancellation);

        Assert.Null(await directory.FindAsync(sensor.SensorId, Cancellation));
    }

    [Fact]
    public async Task A_token_ends_at_its_instant()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        var directory = new TokenDirectory(registry.Tokens, registry.Feed, registry.Time);
        var token = await registry.Tokens.CreateAsync(
            registry.Scope.OrganizationId, new TokenDraft("t", Role.Viewer, ExpiresAt: registry.Time.GetUtcNow().AddSeconds(1)), Cancellation);

        Assert.Equal(token.Token.Id, (await directory.FindAsync(token.Secret, Cancellation))!.TokenId);
        registry.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await directory.FindAsync(token.Secret, Cancellation));
        Assert.Null(await directory.FindAsync("", Cancellation));
        Assert.Null(await directory.FindAsync(TokenSecret.Create(), Cancellation));
    }
}
