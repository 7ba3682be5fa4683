using System.Collections.Immutable;

namespace RetailOrleans.Storage.Registry;

/// <summary>A store's plan without its picture.</summary>
/// <param name="StoreId">Whose.</param>
/// <param name="MediaType">image/png, image/jpeg or image/webp.</param>
/// <param name="Width">Of the picture, in pixels.</param>
/// <param name="Height">Of the picture, in pixels.</param>
/// <param name="Bytes">Size of the picture.</param>
/// <param name="Hash">SHA-256 of the picture, in lower case hexadecimals.</param>
/// <param name="UpdatedAt">Last change of picture or places.</param>
/// <param name="Places">Where its sensors look; those of the store's present sensors alone.</param>
public sealed record FloorPlan(
    Guid StoreId, string MediaType, int Width, int Height, int Bytes, string Hash, DateTimeOffset UpdatedAt, ImmutableArray<FloorPlanPlace> Places);
