using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.FloorPlans;

/// <summary>From what a client sends to a checked plan.</summary>
internal static class FloorPlanInput
{
    /// <summary>The most sensors on one plan.</summary>
    private const int MostPlaces = 64;

    /// <summary>Pixels of a side: more would be a picture that is small to send and huge to show.</summary>
    private const int MostPixels = 8_192;

    /// <exception cref="ValidationException">It is no picture that we take.</exception>
    public static FloorPlanPicture ReadPicture(ReadOnlySpan<byte> body)
    {
        if (!PictureHeader.TryRead(body, out var header))
        {
            throw ValidationErrors.Of(
                "body", "Expected a PNG, JPEG or WebP picture of at most 1 MiB as the body; these bytes are none. An SVG or PDF plan has to be exported as one of them.");
        }

        return header.Width <= MostPixels && header.Height <= MostPixels
            ? new FloorPlanPicture(header.MediaType, header.Width, header.Height, body.ToArray())
            : throw ValidationErrors.Of(
                "body",
                string.Create(
                    CultureInfo.InvariantCulture, $"Expected a picture of at most {MostPixels} pixels a side, got {header.Width} × {header.Height}. Make it smaller."));
    }

    /// <exception cref="ValidationException">With everything that is wrong.</exception>
    public static ImmutableArray<FloorPlanPlace> ReadPlaces(JsonElement body, IReadOnlySet<Guid> sensorsOfStore)
    {
        var errors = new ValidationErrors();
        var json = new StrictJson(body, errors);
        var elements = json.Elements("places", MostPlaces);
        json.RejectUnknown();
        if (elements is null && !errors.Any)
        {
            errors.Add("places", "Required: an array with a place for each sensor on the plan; an empty one takes all off it.");
        }

        var places = ImmutableArray.CreateBuilder<FloorPlanPlace>();
        var taken = new HashSet<Guid>();
        for (var i = 0; i < (elements?.Length ?? 0); i++)
        {
            var place = new StrictJson(elements![i], errors, string.Create(CultureInfo.InvariantCulture, $"places[{i}]"));
            var sensorId = place.Id("sensor_id", required: true);
            if (sensorId is { } id && !sensorsOfStore.Contains(id))
            {
                place.Add("sensor_id", $"There is no sensor {id} in this store.");
            }
            else if (sensorId is { } again && !taken.Add(again))
            {
                place.Add("sensor_id", $"Sensor {again} is there twice; it has one place on the plan.");
            }

            places.Add(new FloorPlanPlace(
                sensorId ?? Guid.Empty, place.Real("x", 0, 1, required: true) ?? 0, place.Real("y", 0, 1, required: true) ?? 0,
                place.Real("width", 0.01, 2, required: true) ?? 0, place.Real("height", 0.01, 2, required: true) ?? 0, place.Number("rotation", 0, 359) ?? 0));
            place.RejectUnknown();
        }

        errors.ThrowIfAny();
        return places.ToImmutable();
    }
}
