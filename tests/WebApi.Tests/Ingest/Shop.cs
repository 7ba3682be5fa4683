using System.Text.Json;
using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Ingest;

/// <summary>An organization with one store and one sensor that posts its own readings.</summary>
public sealed record Shop(TestApi Admin, Guid StoreId, Guid SensorId)
{
    public static async Task<Shop> OpenAsync(SiloFixture silo, string timezone = "Africa/Lagos")
    {
        var admin = await silo.FoundOrganizationAsync();
        var storeId = await admin.CreateStoreAsync("Shop", timezone);
        return new Shop(admin, storeId, await AddSensorAsync(admin, storeId));
    }

    public Task<Guid> AddSensorAsync() => AddSensorAsync(Admin, StoreId);

    public Task<Answer> PostAsync(string dataType, params string[] records) => Admin.PostAsync("/api/sensors/data", Reading.Data(dataType, records));

    public Task<Answer> PostPeopleAsync(DateTimeOffset start, int entered, int left = 0) =>
        PostAsync("people_counting", Reading.People(SensorId, start, entered, left));

    /// <summary>What is stored of a type, newest first.</summary>
    public async Task<JsonElement[]> StoredAsync(string dataType = "people_counting") =>
        [.. (await Admin.GetAsync($"/api/sensors/data?data_type={dataType}")).Expect(200).Json.GetProperty("data").EnumerateArray()];

    private static async Task<Guid> AddSensorAsync(TestApi admin, Guid storeId) => (await admin.CreateSensorAsync(storeId)).GetProperty("id").GetGuid();
}
