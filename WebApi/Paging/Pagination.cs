using RetailOrleans.Storage.Registry;

namespace RetailOrleans.WebApi.Paging;

/// <summary>Which part of a list an answer is.</summary>
/// <param name="Limit">As asked.</param>
/// <param name="Offset">As asked.</param>
/// <param name="Total">Rows in all under the same filters.</param>
/// <param name="Next">To be passed as <c>cursor</c>; null at the end.</param>
public sealed record Pagination(int Limit, int Offset, long Total, string? Next)
{
    /// <summary>Of a page of the registry.</summary>
    public static Pagination Of<T>(PageRequest request, Page<T> page) => new(request.Limit, request.Offset, page.Total, page.Next?.ToString());
}
