using System.Text.Json;
using MessagePack;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.Live;

namespace RetailOrleans.Unit.Tests.Live;

public sealed class LiveMessagePackTests
{
    [Fact]
    public void A_state_says_in_MessagePack_what_it_says_in_json()
    {
        var state = StoreLiveResponse.Of(LiveSamples.Store((1L << 53) - 1) with { Capacity = 30, Drift = 0.25, LastReadingAt = DateTimeOffset.UnixEpoch });
        var options = LiveMessagePack.Over(MessagePackSerializerOptions.Standard);

        var packed = MessagePackSerializer.ConvertToJson(MessagePackSerializer.Serialize(state, options, TestContext.Current.CancellationToken), cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(JsonElement.DeepEquals(
            JsonSerializer.SerializeToElement(state, ApiJson.Default.StoreLiveResponse), JsonDocument.Parse(packed).RootElement), packed);
    }
}
