using Npgsql;

namespace RetailOrleans.Storage.Registry;

/// <summary>The organizations; a platform administrator's business.</summary>
public sealed class OrganizationRegistry(NpgsqlDataSource database, ChangeFeed feed)
{
    private const string Columns = "id, name, created_at";

    /// <summary>What every organization begins with: rules that alert of sensors that are offline and of stores that are full.</summary>
    internal const string InsertDefaultRules = "select insert_default_alert_rules($1)";

    /// <summary>Founds an organization with its first tenant_admin token and the default alert rules.</summary>
    public async Task<(Organization Organization, NewToken Token)> CreateAsync(string name, CancellationToken cancellationToken = default)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        await using var command = transaction.Command($"insert into organizations (name) values ($1) returning {Columns}", name);
        var organization = (await command.FindAsync(Read, cancellationToken))!;
        await transaction.ExecuteAsync(InsertDefaultRules, [organization.Id], cancellationToken);
        var token = await TokenRegistry.InsertAsync(
            transaction, organization.Id, new TokenDraft("First administrator", Role.TenantAdmin), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (organization, token);
    }

    /// <summary>A part of the organizations, newest first.</summary>
    public async Task<Page<Organization>> ListAsync(PageRequest page, CancellationToken cancellationToken = default) =>
        await Paging.ReadAsync(
            database, Columns, "from organizations where true", [], page, Read,
            organization => new PageCursor(organization.CreatedAt, organization.Id), cancellationToken);

    /// <summary>The first organization that there was; null when there is none.</summary>
    public async Task<Organization?> FindFirstAsync(CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand($"select {Columns} from organizations order by created_at, id limit 1");
        return await command.FindAsync(Read, cancellationToken);
    }

    private static Organization Read(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2));
}
