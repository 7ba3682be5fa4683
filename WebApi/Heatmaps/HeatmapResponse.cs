using RetailOrleans.Storage.Readings;

namespace RetailOrleans.WebApi.Heatmaps;

/// <summary>Where in its picture a sensor saw people.</summary>
/// <param name="SensorId">The sensor.</param>
/// <param name="Start">Of the time that the picture sums up, inclusive.</param>
/// <param name="End">Its end, exclusive; the picture of a running day grows until then.</param>
/// <param name="ReceivedAt">When it was read from the device.</param>
/// <param name="Max">The highest value.</param>
/// <param name="Min">The lowest value.</param>
/// <param name="MapW">Columns.</param>
/// <param name="MapH">Rows.</param>
/// <param name="Data">The cells above zero, row by row from the top left.</param>
public sealed record HeatmapResponse(
    Guid SensorId, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset ReceivedAt, int Max, int Min, int MapW, int MapH, IReadOnlyList<HeatPoint> Data)
{
    internal static HeatmapResponse Of(Guid sensorId, StoredHeatmap stored)
    {
        var picture = stored.Picture;
        var points = new List<HeatPoint>();
        for (var i = 0; i < picture.Values.Length; i++)
        {
            if (picture.Values[i] > 0)
            {
                points.Add(new HeatPoint(i % picture.Width, i / picture.Width, picture.Values[i]));
            }
        }

        return new HeatmapResponse(
            sensorId, picture.Start, picture.End, stored.ReceivedAt, picture.Values.Max(), picture.Values.Min(), picture.Width, picture.Height, points);
    }
}

/// <summary>A cell of the picture.</summary>
/// <param name="X">Column, from 0 at the left.</param>
/// <param name="Y">Row, from 0 at the top.</param>
/// <param name="Value">In the device's own unit.</param>
public sealed record HeatPoint(int X, int Y, int Value);
