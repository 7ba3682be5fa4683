using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Tests.Registry;

public sealed class BootstrapTokensTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retail-bootstrap-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Two_silos_at_once_make_one_organization_and_two_tokens()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        await registry.ExecuteAsync("truncate organizations cascade");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => registry.Bootstrap(_folder.FullName).StartAsync(Cancellation)));

        Assert.Equal(1, await registry.CountAsync("select count(*) from organizations where name = 'Default organization'"));
        Assert.Equal(2, await registry.CountAsync("select count(*) from api_tokens"));
        Assert.Equal(Role.TenantAdmin, (await CallerAsync(registry, "admin.token"))!.Role);
        Assert.Equal(Role.PlatformAdmin, (await CallerAsync(registry, "platform.token"))!.Role);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.FullName, "admin.token")));
        }
    }

    [Fact]
    public async Task A_lost_file_gets_a_new_token_and_the_old_one_ends()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        await registry.Bootstrap(_folder.FullName).StartAsync(Cancellation);
        var path = Path.Combine(_folder.FullName, "admin.token");
        var lost = await File.ReadAllTextAsync(path, Cancellation);
        var kept = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "platform.token"), Cancellation);
        File.Delete(path);

        await registry.Bootstrap(_folder.FullName).StartAsync(Cancellation);

        Assert.NotEqual(lost, await File.ReadAllTextAsync(path, Cancellation));
        Assert.NotNull(await CallerAsync(registry, "admin.token"));
        Assert.Null(await new TokenDirectory(registry.Tokens, registry.Feed, registry.Time).FindAsync(lost, Cancellation));
        Assert.Equal(kept, await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "platform.token"), Cancellation));
    }

    private async Task<Caller?> CallerAsync(RegistryDatabase registry, string file) =>
        await new TokenDirectory(registry.Tokens, registry.Feed, registry.Time)
            .FindAsync(await File.ReadAllTextAsync(Path.Combine(_folder.FullName, file), Cancellation), Cancellation);
}
