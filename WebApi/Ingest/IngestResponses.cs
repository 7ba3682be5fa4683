namespace RetailOrleans.WebApi.Ingest;

/// <summary>What became of a request's records.</summary>
/// <param name="Message">For people.</param>
/// <param name="Count">Records in the request.</param>
/// <param name="Inserted">Buckets that were new.</param>
/// <param name="Updated">Buckets whose numbers were replaced.</param>
/// <param name="Unchanged">Records that changed nothing.</param>
public sealed record IngestResponse(string Message, int Count, int Inserted, int Updated, int Unchanged);

/// <summary>What became of the records of one type.</summary>
/// <param name="Inserted">Buckets that were new.</param>
/// <param name="Updated">Buckets whose numbers were replaced.</param>
/// <param name="Unchanged">Records that changed nothing.</param>
/// <param name="Errors">Records that were not stored.</param>
public sealed record BulkTypeResult(int Inserted, int Updated, int Unchanged, int Errors);

/// <summary>Why a record of a bulk request was not stored.</summary>
/// <param name="DataType">In which batch.</param>
/// <param name="Index">Its place among the records of that type in the request, from 0.</param>
/// <param name="Field">The field that is to blame; empty for the record as a whole.</param>
/// <param name="Message">What was expected, what came, what to do.</param>
public sealed record BulkError(string DataType, int Index, string Field, string Message);

/// <summary>What became of a bulk request.</summary>
/// <param name="Message">For people.</param>
/// <param name="Results">By data type.</param>
/// <param name="TotalInserted">Buckets that were new, over all types.</param>
/// <param name="TotalErrors">Records that were not stored.</param>
/// <param name="ErrorDetails">The first 1,000 of them.</param>
public sealed record BulkIngestResponse(
    string Message, IReadOnlyDictionary<string, BulkTypeResult> Results, int TotalInserted, int TotalErrors, IReadOnlyList<BulkError> ErrorDetails);
