using System.Text.Json.Nodes;
using RetailOrleans.WebApi.Paging;

namespace RetailOrleans.WebApi.Readings;

/// <summary>A page of readings, for the OpenAPI document; the bytes are written without it.</summary>
/// <param name="Data">Records as they could be posted, with received_at.</param>
/// <param name="Pagination">Which part of the list this is.</param>
public sealed record ReadingListShape(IReadOnlyList<JsonObject> Data, Pagination Pagination);
