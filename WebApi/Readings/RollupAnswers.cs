using RetailOrleans.WebApi.Analytics;
using RetailOrleans.WebApi.Paging;

namespace RetailOrleans.WebApi.Readings;

/// <summary>A page of hours, newest first.</summary>
public sealed record HourListAnswer(IReadOnlyList<HourResponse> Data, Pagination Pagination);

/// <summary>A page of business days, newest first.</summary>
public sealed record DayListAnswer(IReadOnlyList<DayResponse> Data, Pagination Pagination);
