using RetailOrleans.WebApi.Paging;

namespace RetailOrleans.WebApi.Organizations;

/// <summary>A tenant.</summary>
public sealed record OrganizationResponse(Guid Id, string Name, DateTimeOffset CreatedAt);

/// <summary>An organization just founded, with the secret of its first tenant_admin token for the only time.</summary>
public sealed record NewOrganizationAnswer(OrganizationResponse Organization, string Secret);

/// <summary>A part of the organizations, newest first.</summary>
public sealed record OrganizationListAnswer(IReadOnlyList<OrganizationResponse> Organizations, Pagination Pagination);
