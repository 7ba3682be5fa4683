using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RetailOrleans.WebApi.Alerts;
using RetailOrleans.WebApi.Analytics;
using RetailOrleans.WebApi.Audit;
using RetailOrleans.WebApi.Baselines;
using RetailOrleans.WebApi.Devices;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.FloorPlans;
using RetailOrleans.WebApi.Health;
using RetailOrleans.WebApi.Heatmaps;
using RetailOrleans.WebApi.Ingest;
using RetailOrleans.WebApi.Live;
using RetailOrleans.WebApi.Organizations;
using RetailOrleans.WebApi.Readings;
using RetailOrleans.WebApi.Rollups;
using RetailOrleans.WebApi.Sales;
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
[JsonSerializable(typeof(SensorTestResponse))]
[JsonSerializable(typeof(HeatmapResponse))]
[JsonSerializable(typeof(StoreHeatmapResponse))]
[JsonSerializable(typeof(PushResponse))]
[JsonSerializable(typeof(SensorRequest))]
[JsonSerializable(typeof(SensorTrialRequest))]
[JsonSerializable(typeof(SensorPatch))]
[JsonSerializable(typeof(StoreAnswer))]
[JsonSerializable(typeof(StoreListAnswer))]
[JsonSerializable(typeof(StoreRequest))]
[JsonSerializable(typeof(StorePatch))]
[JsonSerializable(typeof(FloorPlanAnswer))]
[JsonSerializable(typeof(FloorPlanPatch))]
[JsonSerializable(typeof(IngestResponse))]
[JsonSerializable(typeof(BulkIngestResponse))]
[JsonSerializable(typeof(DataRequestShape))]
[JsonSerializable(typeof(BulkRequestShape))]
[JsonSerializable(typeof(HourlyAnalyticsResponse))]
[JsonSerializable(typeof(DailyAnalyticsResponse))]
[JsonSerializable(typeof(ComparisonResponse))]
[JsonSerializable(typeof(HourOfWeekResponse))]
[JsonSerializable(typeof(ForecastResponse))]
[JsonSerializable(typeof(AnomaliesResponse))]
[JsonSerializable(typeof(SalesRequestShape))]
[JsonSerializable(typeof(BaselineAnswer))]
[JsonSerializable(typeof(BaselineListAnswer))]
[JsonSerializable(typeof(BaselineRequest))]
[JsonSerializable(typeof(RebuildAnswer))]
[JsonSerializable(typeof(RebuildListAnswer))]
[JsonSerializable(typeof(RebuildRequest))]
[JsonSerializable(typeof(ReadingListShape))]
[JsonSerializable(typeof(HourListAnswer))]
[JsonSerializable(typeof(DayListAnswer))]
[JsonSerializable(typeof(StatusResponse))]
[JsonSerializable(typeof(StoreLiveResponse))]
[JsonSerializable(typeof(SensorLiveResponse))]
[JsonSerializable(typeof(OrganizationLiveResponse))]
[JsonSerializable(typeof(AlertAnswer))]
[JsonSerializable(typeof(AlertDetailAnswer))]
[JsonSerializable(typeof(AlertListAnswer))]
[JsonSerializable(typeof(AlertRemark))]
[JsonSerializable(typeof(AlertRuleAnswer))]
[JsonSerializable(typeof(AlertRuleListAnswer))]
[JsonSerializable(typeof(AlertRuleRequest))]
[JsonSerializable(typeof(AlertRulePatch))]
[JsonSerializable(typeof(AuditListAnswer))]
[JsonSerializable(typeof(ChannelAnswer))]
[JsonSerializable(typeof(ChannelListAnswer))]
[JsonSerializable(typeof(ChannelRequest))]
[JsonSerializable(typeof(ChannelPatch))]
[JsonSerializable(typeof(ChannelTestResponse))]
[JsonSerializable(typeof(NotificationAnswer))]
[JsonSerializable(typeof(NotificationListAnswer))]
[JsonSerializable(typeof(NewTokenAnswer))]
[JsonSerializable(typeof(TokenListAnswer))]
[JsonSerializable(typeof(TokenRequest))]
public sealed partial class ApiJson : JsonSerializerContext;
