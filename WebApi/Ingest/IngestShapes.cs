using System.Text.Json.Nodes;

namespace RetailOrleans.WebApi.Ingest;

/// <summary>The body of POST /api/sensors/data, for the OpenAPI document; the bytes are read without it.</summary>
/// <param name="DataType">people_counting, regional_counting, heatmap or vca_alarm.</param>
/// <param name="Data">A record, or an array of records.</param>
public sealed record DataRequestShape(string DataType, JsonNode Data);

/// <summary>The body of POST /api/sensors/bulk-ingest, for the OpenAPI document; the bytes are read without it.</summary>
/// <param name="SensorId">Whose records.</param>
/// <param name="DataBatches">Records by type.</param>
public sealed record BulkRequestShape(Guid SensorId, IReadOnlyList<DataBatchShape> DataBatches);

/// <summary>Records of one type.</summary>
/// <param name="DataType">people_counting, regional_counting, heatmap or vca_alarm.</param>
/// <param name="Records">The records; they may omit sensor_id.</param>
public sealed record DataBatchShape(string DataType, IReadOnlyList<JsonObject> Records);
