namespace RetailOrleans.Storage.Registry;

/// <summary>Something in the registry was created, changed or deleted.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="OrganizationId">Its tenant.</param>
/// <param name="Id">Its identity.</param>
public readonly record struct RegistryChange(RegistryChangeKind Kind, Guid OrganizationId, Guid Id)
{
    /// <summary>As it travels in a notification.</summary>
    public override string ToString() => $"{(char)Kind} {OrganizationId:N} {Id:N}";

    /// <summary>The change that <see cref="ToString"/> wrote; null when it is none.</summary>
    public static RegistryChange? TryParse(string payload) =>
        payload.Split(' ') is [[var kind], var organization, var id]
        && Enum.IsDefined((RegistryChangeKind)kind)
        && Guid.TryParseExact(organization, "N", out var organizationId)
        && Guid.TryParseExact(id, "N", out var changedId)
            ? new RegistryChange((RegistryChangeKind)kind, organizationId, changedId)
            : null;
}
