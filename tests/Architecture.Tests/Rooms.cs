using System.Reflection;
using System.Runtime.CompilerServices;
using RetailOrleans.Calendar;
using RetailOrleans.Connectors;
using RetailOrleans.Grains;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Silo;
using RetailOrleans.Storage;
using RetailOrleans.WebApi;

namespace RetailOrleans.Architecture.Tests;

/// <summary>The rooms of the house as they were compiled.</summary>
internal static class Rooms
{
    public static readonly IReadOnlyList<string> Names =
        ["Calendar", "Connectors", "Grains.Interfaces", "Grains", "Storage", "WebApi", "Silo", "Simulator"];

    public static Assembly Contracts { get; } = typeof(ISensorGrain).Assembly;

    public static Assembly Grains { get; } = typeof(GrainServices).Assembly;

    public static IReadOnlyList<Assembly> All { get; } =
    [
        typeof(StoreCalendar).Assembly, typeof(ConnectorServices).Assembly, Contracts, Grains, typeof(StorageServices).Assembly,
        typeof(WebApiHosting).Assembly, typeof(SiloHost).Assembly, Assembly.Load("Simulator"),
    ];

    /// <summary>The types that somebody wrote: what compilers and source generators added is left out.</summary>
    public static IEnumerable<Type> WrittenTypes(Assembly room) => room.GetTypes().Where(type =>
        type.Namespace?.StartsWith("RetailOrleans.", StringComparison.Ordinal) == true
        && !Lineage(type).Any(t => t.Name.Contains('<', StringComparison.Ordinal)
            || t.IsDefined(typeof(CompilerGeneratedAttribute), false)
            || t.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), false)));

    private static IEnumerable<Type> Lineage(Type type)
    {
        for (var t = type; t is not null; t = t.DeclaringType)
        {
            yield return t;
        }
    }
}
