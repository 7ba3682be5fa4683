using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Npgsql;

namespace RetailOrleans.Storage.Registry;

/// <summary>Stores' plans: one a store. Every call stays within the given scope, every change is in the audit log.</summary>
public sealed class FloorPlanRegistry(NpgsqlDataSource database, ChangeFeed feed)
{
    private const string Kind = "floor_plan";
    private const string OfStore = "organization_id = $1 and ($2::uuid[] is null or store_id = any($2)) and store_id = $3";

    /// <summary>A store's plan; null when it has none, or is not within the scope.</summary>
    public async Task<FloorPlan?> FindAsync(TenantScope scope, Guid storeId, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await ReadAsync(sql => new NpgsqlCommand(sql, connection).With(Values(scope, storeId)), cancellationToken);
    }

    /// <summary>The picture of a plan; null when there is none within the scope.</summary>
    public async Task<FloorPlanPicture?> FindPictureAsync(TenantScope scope, Guid storeId, CancellationToken cancellationToken = default)
    {
        await using var command = database
            .CreateCommand($"select media_type, width, height, picture from floor_plans where {OfStore}").With(Values(scope, storeId));
        return await command.FindAsync(
            row => new FloorPlanPicture(row.GetString(0), row.GetInt32(1), row.GetInt32(2), row.GetFieldValue<byte[]>(3)), cancellationToken);
    }

    /// <summary>Gives a store a plan, or its plan another picture; the places of its sensors stay. The same picture again changes nothing.</summary>
    /// <returns>Null when there is no such store within the scope.</returns>
    public Task<FloorPlan?> SaveAsync(TenantScope scope, Guid storeId, FloorPlanPicture picture, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            scope, storeId,
            (transaction, _) => transaction.ExecuteAsync(
                """
                insert into floor_plans (organization_id, store_id, media_type, width, height, picture, hash)
                values ($1, $2, $3, $4, $5, $6, $7)
                on conflict (organization_id, store_id) do update
                set media_type = excluded.media_type, width = excluded.width, height = excluded.height, picture = excluded.picture, hash = excluded.hash,
                    updated_at = now()
                where floor_plans.hash <> excluded.hash
                """,
                [scope.OrganizationId, storeId, picture.MediaType, picture.Width, picture.Height, picture.Data, SHA256.HashData(picture.Data)],
                cancellationToken),
            cancellationToken);

    /// <summary>Puts sensors of the store on its plan, these and no others.</summary>
    /// <returns>Null when there is no plan within the scope.</returns>
    public Task<FloorPlan?> PlaceAsync(
        TenantScope scope, Guid storeId, IReadOnlyCollection<FloorPlanPlace> places, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            scope, storeId,
            async (transaction, before) =>
            {
                if (before is null)
                {
                    return;
                }

                await transaction.ExecuteAsync(
                    "delete from floor_plan_places where organization_id = $1 and store_id = $2", [scope.OrganizationId, storeId], cancellationToken);
                await transaction.ExecuteAsync(
                    """
                    insert into floor_plan_places (organization_id, store_id, sensor_id, x, y, width, height, rotation)
                    select $1, $2, * from unnest($3::uuid[], $4::real[], $5::real[], $6::real[], $7::real[], $8::smallint[])
                    """,
                    [
                        scope.OrganizationId, storeId, places.Select(place => place.SensorId).ToArray(), places.Select(place => (float)place.X).ToArray(),
                        places.Select(place => (float)place.Y).ToArray(), places.Select(place => (float)place.Width).ToArray(),
                        places.Select(place => (float)place.Height).ToArray(), places.Select(place => (short)place.Rotation).ToArray(),
                    ],
                    cancellationToken);
                await transaction.ExecuteAsync(
                    "update floor_plans set updated_at = now() where organization_id = $1 and store_id = $2", [scope.OrganizationId, storeId], cancellationToken);
            },
            cancellationToken);

    /// <summary>Deletes a plan with its places.</summary>
    /// <returns>Whether there was one within the scope.</returns>
    public async Task<bool> DeleteAsync(TenantScope scope, Guid storeId, CancellationToken cancellationToken = default)
    {
        var deleted = false;
        await ChangeAsync(
            scope, storeId,
            async (transaction, before) =>
            {
                deleted = before is not null;
                await DeleteAsync(transaction, scope.OrganizationId, storeId, cancellationToken);
            },
            cancellationToken);
        return deleted;
    }

    internal static Task DeleteAsync(RegistryTransaction transaction, Guid organizationId, Guid storeId, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync("delete from floor_plans where organization_id = $1 and store_id = $2", [organizationId, storeId], cancellationToken);

    private async Task<FloorPlan?> ChangeAsync(
        TenantScope scope, Guid storeId, Func<RegistryTransaction, FloorPlan?, Task> change, CancellationToken cancellationToken)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        await using var store = transaction.Command(
            "select name from stores where organization_id = $1 and ($2::uuid[] is null or id = any($2)) and id = $3 and deleted_at is null for update",
            Values(scope, storeId));
        if (await store.FindAsync(row => row.GetString(0), cancellationToken) is not { } name)
        {
            return null;
        }

        var before = await ReadAsync(Ask, cancellationToken);
        await change(transaction, before);
        var after = await ReadAsync(Ask, cancellationToken);
        if (!JsonNode.DeepEquals(Describe(before), Describe(after)))
        {
            var action = before is null ? "created" : after is null ? "deleted" : "changed";
            await AuditLog.NoteObjectAsync(transaction, scope, action, Kind, storeId, name, Describe(before), Describe(after), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return after;

        NpgsqlCommand Ask(string sql) => transaction.Command(sql, Values(scope, storeId));
    }

    private static object?[] Values(TenantScope scope, Guid storeId) => [scope.OrganizationId, Sql.Uuids(scope.StoreIdArray), storeId];

    private static async Task<FloorPlan?> ReadAsync(Func<string, NpgsqlCommand> ask, CancellationToken cancellationToken)
    {
        await using var plan = ask(
            $"select store_id, media_type, width, height, octet_length(picture), encode(hash, 'hex'), updated_at from floor_plans where {OfStore}");
        var found = await plan.FindAsync(
            row => new FloorPlan(
                row.GetGuid(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetString(5), row.GetFieldValue<DateTimeOffset>(6), []),
            cancellationToken);
        if (found is null)
        {
            return null;
        }

        await using var places = ask(
            $"""
             select sensor_id, x, y, width, height, rotation from floor_plan_places p
             where {OfStore}
               and exists (select 1 from sensors s where s.id = p.sensor_id and s.store_id = p.store_id and s.deleted_at is null)
             order by sensor_id
             """);
        return found with
        {
            Places = await places.ListAsync(
                row => new FloorPlanPlace(
                    row.GetGuid(0), Fraction(row.GetFloat(1)), Fraction(row.GetFloat(2)), Fraction(row.GetFloat(3)), Fraction(row.GetFloat(4)), row.GetInt16(5)),
                cancellationToken),
        };
    }

    // A float of a fraction has seven digits; the rest is noise.
    private static double Fraction(float value) => Math.Round(value, 5);

    private static JsonObject? Describe(FloorPlan? plan) => plan is null
        ? null
        : new JsonObject
        {
            ["media_type"] = plan.MediaType,
            ["width"] = plan.Width,
            ["height"] = plan.Height,
            ["bytes"] = plan.Bytes,
            ["hash"] = plan.Hash,
            ["places"] = new JsonArray([.. plan.Places.Select(place => new JsonObject
            {
                ["sensor_id"] = place.SensorId, ["x"] = place.X, ["y"] = place.Y, ["width"] = place.Width, ["height"] = place.Height, ["rotation"] = place.Rotation,
            })]),
        };
}
