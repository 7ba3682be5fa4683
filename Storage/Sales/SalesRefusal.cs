namespace RetailOrleans.Storage.Sales;

/// <summary>Why a record of sales can't be stored.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Field">The field that is to blame.</param>
/// <param name="Message">What was expected, what came, what to do.</param>
public sealed record SalesRefusal(int Index, string Field, string Message);
