using System.Collections.Immutable;
using System.Text.Json;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.Tokens;

/// <summary>From a client's JSON to a validated token.</summary>
internal static class TokenInput
{
    private const int MaxStores = 1_000;
    private const int MaxNetworks = 100;

    /// <exception cref="ValidationException">With everything that is wrong.</exception>
    public static TokenDraft Read(JsonElement body, DateTimeOffset now)
    {
        var errors = new ValidationErrors();
        var json = new StrictJson(body, errors);
        var name = json.Text("name", 200, required: true);
        var roleName = json.OneOf("role", RoleNames.All.AsSpan());
        var storeIds = ReadStoreIds(json);
        var sensorId = json.Id("sensor_id");
        var networks = ReadNetworks(json);
        var expiresAt = json.Instant("expires_at");
        if (expiresAt <= now)
        {
            json.Add("expires_at", "Expected an instant in the future.");
        }

        var role = roleName is null ? null : RoleNames.Find(roleName);
        if (json.Value("role") is null && sensorId is null)
        {
            json.Add("role", $"Required, unless sensor_id makes it an ingest token: one of {string.Join(", ", RoleNames.All)}.");
        }

        if (role == Role.Ingest && sensorId is null)
        {
            json.Add("sensor_id", "Required for the role ingest: the sensor whose readings the token may write.");
        }

        json.RejectUnknown();
        errors.ThrowIfAny();
        return new TokenDraft(name!, role ?? Role.Ingest, storeIds, sensorId, networks, expiresAt);
    }

    private static ImmutableArray<Guid>? ReadStoreIds(StrictJson json)
    {
        if (json.Elements("store_ids", MaxStores) is not { } elements)
        {
            return null;
        }

        var ids = ImmutableArray.CreateBuilder<Guid>(elements.Length);
        foreach (var element in elements)
        {
            if (element.ValueKind == JsonValueKind.String && Guid.TryParse(element.GetString(), out var id))
            {
                ids.Add(id);
            }
            else
            {
                json.Add("store_ids", $"Expected UUIDs, got {element}.");
            }
        }

        if (elements.Length == 0)
        {
            json.Add("store_ids", "Name at least one store, or leave store_ids out for all of them.");
        }

        return [.. ids.Distinct()];
    }

    private static ImmutableArray<string>? ReadNetworks(StrictJson json)
    {
        if (json.Elements("allowed_networks", MaxNetworks) is not { Length: > 0 } elements)
        {
            return null;
        }

        foreach (var element in elements)
        {
            if (element.ValueKind != JsonValueKind.String || !NetworkList.IsNetwork(element.GetString()!))
            {
                json.Add("allowed_networks", $"Expected networks such as 10.0.0.0/8 or one address, got {element}.");
            }
        }

        return [.. elements.Select(element => element.ToString())];
    }
}
