using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace RetailOrleans.WebApi.OpenApi;

/// <summary>The document at /openapi/v1.json.</summary>
internal static class OpenApiDocument
{
    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddOperationTransformer(async (operation, context, cancellationToken) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<RequestBodyMetadata>().LastOrDefault() is not { Type: var type })
            {
                return;
            }

            if (type == typeof(byte[]))
            {
                var picture = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };
                operation.RequestBody = new OpenApiRequestBody
                {
                    Required = true,
                    Content = new Dictionary<string, OpenApiMediaType> { ["image/png"] = picture, ["image/jpeg"] = picture, ["image/webp"] = picture },
                };
                return;
            }

            context.Document!.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellationToken));
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = new OpenApiSchemaReference(type.Name, context.Document) },
                },
            };
        });
        options.AddOperationTransformer(async (operation, context, cancellationToken) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<AnswerMetadata>().LastOrDefault() is not { Types: var types })
            {
                return;
            }

            var forms = new List<IOpenApiSchema>();
            foreach (var type in types)
            {
                context.Document!.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellationToken));
                forms.Add(new OpenApiSchemaReference(type.Name, context.Document));
            }

            if (operation.Responses?["200"].Content is { } content)
            {
                content["application/json"] = new OpenApiMediaType { Schema = forms.Count == 1 ? forms[0] : new OpenApiSchema { AnyOf = forms } };
                content["text/csv"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
            }
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // Types that are written by hand, so that the framework does not know their form.
            if (context.JsonTypeInfo.Type == typeof(DateTimeOffset) || context.JsonTypeInfo.Type == typeof(DateTimeOffset?))
            {
                schema.Type = JsonSchemaType.String | (context.JsonTypeInfo.Type == typeof(DateTimeOffset?) ? JsonSchemaType.Null : 0);
                schema.Format = "date-time";
            }
            else if (context.JsonTypeInfo.Type == typeof(JsonObject))
            {
                schema.Type = JsonSchemaType.Object;
                schema.AdditionalProperties = new OpenApiSchema();
            }

            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "RetailOrleans",
                Version = "v1",
                Description = "People counters of many stores: their readings, their live state and what follows from both.",
            };
            // Which address it is served at is not part of the contract.
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API token." },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
            return Task.CompletedTask;
        });
    });
}
