using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.Paging;

/// <summary>Which part of a list a client wants.</summary>
/// <param name="Limit">1 to 1,000; default 100.</param>
/// <param name="Offset">How many rows to leave out; default 0.</param>
/// <param name="Cursor">The <c>next</c> of the page before; instead of an offset.</param>
public sealed record PageQuery(
    [property: FromQuery(Name = "limit"), Description("1 to 1,000; default 100.")] int? Limit,
    [property: FromQuery(Name = "offset"), Description("How many rows to leave out; default 0.")] int? Offset,
    [property: FromQuery(Name = "cursor"), Description("The next of the page before; instead of an offset.")] string? Cursor)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    /// <summary>The validated form.</summary>
    /// <exception cref="ValidationException">Something is out of range, or the cursor is none of ours.</exception>
    public PageRequest ToRequest()
    {
        var errors = new ValidationErrors();
        if (Limit is < 1 or > MaxLimit)
        {
            errors.Add("limit", $"Expected 1 to {MaxLimit}, got {Limit}.");
        }

        if (Offset is < 0)
        {
            errors.Add("offset", $"Expected 0 or more, got {Offset}.");
        }

        var after = string.IsNullOrEmpty(Cursor) ? null : PageCursor.TryParse(Cursor);
        if (after is null && !string.IsNullOrEmpty(Cursor))
        {
            errors.Add("cursor", "This is no cursor. Pass pagination.next of the page before as it came.");
        }

        if (after is not null && Offset > 0)
        {
            errors.Add("offset", "Pass an offset or a cursor, not both.");
        }

        errors.ThrowIfAny();
        return new PageRequest(Limit ?? DefaultLimit, Offset ?? 0, after);
    }
}
