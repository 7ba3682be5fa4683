using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RetailOrleans.WebApi.Analytics;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Health;
using RetailOrleans.WebApi.Ingest;
using RetailOrleans.WebApi.Live;
using RetailOrleans.WebApi.Organizations;
using RetailOrleans.WebApi.Readings;
using RetailOrleans.WebApi.Sensors;
using RetailOrleans.WebApi.Status;
using RetailOrleans.WebApi.Stores;
using RetailOrleans.WebApi.Tokens;

namespace RetailOrleans.WebApi.Json;

/// <summary>How everything that the API answers is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(UtcInstantConverter)], AllowDuplicateProperties = false)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(MessageResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(NewOrganizationAnswer))]
[JsonSerializable(typeof(OrganizationListAnswer))]
[JsonSerializable(typeof(OrganizationRequest))]
[JsonSerializable(typeof(SensorAnswer))]
[JsonSerializable(typeof(SensorListAnswer))]
[JsonSerializable(typeof(SensorHistoryAnswer))]
[JsonSerializable(typeof(SensorRequest))]
[JsonSerializable(typeof(SensorPatch))]
[JsonSerializable(typeof(StoreAnswer))]
[JsonSerializable(typeof(StoreListAnswer))]
[JsonSerializable(typeof(StoreRequest))]
[JsonSerializable(typeof(StorePatch))]
[JsonSerializable(typeof(IngestResponse))]
[JsonSerializable(typeof(BulkIngestResponse))]
[JsonSerializable(typeof(DataRequestShape))]
[JsonSerializable(typeof(BulkRequestShape))]
[JsonSerializable(typeof(HourlyAnalyticsResponse))]
[JsonSerializable(typeof(ReadingListShape))]
[JsonSerializable(typeof(StatusResponse))]
[JsonSerializable(typeof(StoreLiveResponse))]
[JsonSerializable(typeof(SensorLiveResponse))]
[JsonSerializable(typeof(OrganizationLiveResponse))]
[JsonSerializable(typeof(NewTokenAnswer))]
[JsonSerializable(typeof(TokenListAnswer))]
[JsonSerializable(typeof(TokenRequest))]
public sealed partial class ApiJson : JsonSerializerContext;
