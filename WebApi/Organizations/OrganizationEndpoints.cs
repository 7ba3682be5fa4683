using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.OpenApi;
using RetailOrleans.WebApi.Paging;

namespace RetailOrleans.WebApi.Organizations;

/// <summary>Founding organizations.</summary>
public static class OrganizationEndpoints
{
    /// <summary>Maps /api/organizations.</summary>
    public static RouteGroupBuilder MapOrganizations(this IEndpointRouteBuilder endpoints)
    {
        var organizations = endpoints.MapGroup("/api/organizations").WithTags("Organizations").RequireRole(Role.PlatformAdmin).WithProblems(400, 401, 403, 503);
        organizations.MapGet("", ListAsync)
            .WithName("ListOrganizations").WithSummary("Lists organizations, newest first.").Produces<OrganizationListAnswer>();
        organizations.MapPost("", CreateAsync).WithRequestBody<OrganizationRequest>()
            .WithName("CreateOrganization").WithSummary("Founds an organization with its first tenant_admin token.").Produces<NewOrganizationAnswer>(201);
        return organizations;
    }

    private static async Task<IResult> ListAsync([AsParameters] PageQuery paging, OrganizationRegistry registry, CancellationToken cancellationToken)
    {
        var request = paging.ToRequest();
        var page = await registry.ListAsync(request, cancellationToken);
        return TypedResults.Ok(new OrganizationListAnswer([.. page.Rows.Select(ToResponse)], Pagination.Of(request, page)));
    }

    private static async Task<IResult> CreateAsync(HttpContext context, OrganizationRegistry registry, CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        var json = new StrictJson(await JsonBody.ReadAsync(context.Request, cancellationToken), errors);
        var name = json.Text("name", 200, required: true);
        json.RejectUnknown();
        errors.ThrowIfAny();

        var (organization, token) = await registry.CreateAsync(name!, cancellationToken);
        return TypedResults.Created((string?)null, new NewOrganizationAnswer(ToResponse(organization), token.Secret));
    }

    private static OrganizationResponse ToResponse(Organization organization) => new(organization.Id, organization.Name, organization.CreatedAt);
}
