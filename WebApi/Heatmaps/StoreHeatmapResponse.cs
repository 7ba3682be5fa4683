using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.WebApi.Heatmaps;

/// <summary>Where the sensors of a store saw people.</summary>
/// <param name="StoreId">The store.</param>
/// <param name="Start">Pictures that began then or later are summed up.</param>
/// <param name="End">Exclusive.</param>
/// <param name="Max">The highest value of all; it has the hottest colour in every picture. 0 when there is no picture.</param>
/// <param name="Sensors">Those that have pictures in the range.</param>
public sealed record StoreHeatmapResponse(Guid StoreId, DateTimeOffset Start, DateTimeOffset End, int Max, IReadOnlyList<SensorHeat> Sensors);

/// <summary>One sensor's part.</summary>
/// <param name="SensorId">The sensor.</param>
/// <param name="SensorName">Its name.</param>
/// <param name="Start">Of its first picture.</param>
/// <param name="End">Of its last picture.</param>
/// <param name="Max">Its highest value.</param>
/// <param name="MapW">Columns.</param>
/// <param name="MapH">Rows.</param>
/// <param name="Picture">A PNG of one pixel a cell, transparent where nobody was; base64.</param>
public sealed record SensorHeat(
    Guid SensorId, string SensorName, DateTimeOffset Start, DateTimeOffset End, int Max, int MapW, int MapH, byte[] Picture)
{
    internal static SensorHeat Of(SensorSettings sensor, SpaceHeatmap sum, int highest) => new(
        sensor.SensorId, sensor.Name, sum.Start, sum.End, sum.Values.Max(), sum.Width, sum.Height, HeatPicture.Png(sum, highest));
}
