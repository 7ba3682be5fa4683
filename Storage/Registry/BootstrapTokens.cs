using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace RetailOrleans.Storage.Registry;

/// <summary>
/// Sees at start that a new installation has an organization and that the token files open it. Silos that start at once take turns.
/// </summary>
internal sealed partial class BootstrapTokens(
    NpgsqlDataSource database, ChangeFeed feed, OrganizationRegistry organizations, SecretProtector protector,
    IOptions<BootstrapOptions> options, ILogger<BootstrapTokens> logger) : IHostedService
{
    private const string DefaultOrganization = "Default organization";

    private static readonly (string File, string Name, Role Role)[] Tokens =
    [
        ("admin.token", "Bootstrap tenant administrator", Role.TenantAdmin),
        ("platform.token", "Bootstrap platform administrator", Role.PlatformAdmin),
    ];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var turn = await database.OpenConnectionAsync(cancellationToken);
        await using var enter = new NpgsqlCommand("select pg_advisory_lock(hashtext('bootstrap'))", turn);
        await enter.ExecuteNonQueryAsync(cancellationToken);
        try
        {
            // The first use makes the first key; made in turn, all silos begin with the same one.
            protector.Protect("");
            await EnsureTokensAsync(cancellationToken);
        }
        finally
        {
            await using var leave = new NpgsqlCommand("select pg_advisory_unlock(hashtext('bootstrap'))", turn);
            await leave.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task EnsureTokensAsync(CancellationToken cancellationToken)
    {
        var organization = await organizations.FindFirstAsync(cancellationToken);
        if (options.Value.TokenDirectory is not { Length: > 0 } directory)
        {
            if (organization is null)
            {
                LogNoTokens();
            }

            return;
        }

        Directory.CreateDirectory(directory);
        foreach (var (file, name, role) in Tokens)
        {
            var path = Path.Combine(directory, file);
            if (organization is null || !await OpensAsync(path, role, cancellationToken))
            {
                (organization, var secret) = await ReplaceAsync(organization, name, role, cancellationToken);
                await WriteAsync(path, secret, cancellationToken);
                LogTokenWritten(role.NameOf(), path);
            }
        }
    }

    private async Task<bool> OpensAsync(string path, Role role, CancellationToken cancellationToken)
    {
        if (!File.Exists(path) || TokenHash.Of((await File.ReadAllTextAsync(path, cancellationToken)).Trim()) is not { } hash)
        {
            return false;
        }

        await using var command = database.CreateCommand(
            "select 1 from api_tokens where token_hash = $1 and role = $2 and revoked_at is null and (expires_at is null or expires_at > now())")
            .With(hash.ToBytes(), role.NameOf());
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private async Task<(Organization Organization, string Secret)> ReplaceAsync(
        Organization? organization, string name, Role role, CancellationToken cancellationToken)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        if (organization is null)
        {
            await using var found = transaction.Command("insert into organizations (name) values ($1) returning id, name, created_at", DefaultOrganization);
            organization = await found.FindAsync(
                row => new Organization(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2)), cancellationToken);
            await transaction.ExecuteAsync(OrganizationRegistry.InsertDefaultRules, [organization!.Id], cancellationToken);
        }

        await using var revoke = transaction.Command(
            "update api_tokens set revoked_at = now() where organization_id = $1 and name = $2 and role = $3 and revoked_at is null returning id",
            organization!.Id, name, role.NameOf());
        foreach (var tokenId in await revoke.ListAsync(row => row.GetGuid(0), cancellationToken))
        {
            transaction.Notify(RegistryChangeKind.Token, organization.Id, tokenId);
        }

        var token = await TokenRegistry.InsertAsync(transaction, organization.Id, new TokenDraft(name, role), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (organization, token.Secret);
    }

    private static async Task WriteAsync(string path, string secret, CancellationToken cancellationToken)
    {
        // Written beside and renamed: nobody reads half a token, and it never had another mode.
        var temporary = path + ".new";
        File.Delete(temporary);
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var writer = new StreamWriter(temporary, creation))
        {
            await writer.WriteAsync(secret.AsMemory(), cancellationToken);
        }

        File.Move(temporary, path, overwrite: true);
    }

    [LoggerMessage(3203, LogLevel.Warning,
        "There is no organization and no token yet. Start once with Bootstrap__TokenDirectory set to a private directory; the first tokens are written there")]
    private partial void LogNoTokens();

    [LoggerMessage(3204, LogLevel.Information, "Wrote a new {Role} token to {Path}")]
    private partial void LogTokenWritten(string role, string path);
}
