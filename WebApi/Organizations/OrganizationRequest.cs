namespace RetailOrleans.WebApi.Organizations;

/// <summary>An organization to be founded.</summary>
/// <param name="Name">1 to 200 characters.</param>
public sealed record OrganizationRequest(string Name);
