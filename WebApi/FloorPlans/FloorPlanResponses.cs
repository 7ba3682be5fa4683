namespace RetailOrleans.WebApi.FloorPlans;

/// <summary>A store's plan; its picture is at …/floor-plan/picture.</summary>
/// <param name="StoreId">Whose.</param>
/// <param name="MediaType">image/png, image/jpeg or image/webp.</param>
/// <param name="Width">Of the picture, in pixels.</param>
/// <param name="Height">Of the picture, in pixels.</param>
/// <param name="Bytes">Size of the picture.</param>
/// <param name="Etag">Of the picture: another one, another picture.</param>
/// <param name="UpdatedAt">Last change of picture or places.</param>
/// <param name="Places">Where its sensors look.</param>
public sealed record FloorPlanResponse(
    Guid StoreId, string MediaType, int Width, int Height, int Bytes, string Etag, DateTimeOffset UpdatedAt, IReadOnlyList<FloorPlanPlaceShape> Places);

/// <summary>A sensor's own picture as a rectangle on the plan, in fractions of the plan's width and height.</summary>
/// <param name="SensorId">A sensor of the store.</param>
/// <param name="X">Of the rectangle's middle, from the left; 0 to 1.</param>
/// <param name="Y">Of the rectangle's middle, from the top; 0 to 1.</param>
/// <param name="Width">0.01 to 2: it may reach beyond the plan.</param>
/// <param name="Height">0.01 to 2.</param>
/// <param name="Rotation">Whole degrees clockwise around its middle, 0 to 359; default 0.</param>
public sealed record FloorPlanPlaceShape(Guid SensorId, double X, double Y, double Width, double Height, int Rotation = 0);

/// <summary>One plan.</summary>
public sealed record FloorPlanAnswer(FloorPlanResponse FloorPlan);

/// <summary>Where the store's sensors look: these and no others; at most 64.</summary>
public sealed record FloorPlanPatch(IReadOnlyList<FloorPlanPlaceShape> Places);
