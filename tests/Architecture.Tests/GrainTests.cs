using System.Collections;
using System.Reflection;

namespace RetailOrleans.Architecture.Tests;

/// <summary>Grains have names of their own, and nothing anywhere is shared behind their backs.</summary>
public sealed class GrainTests
{
    private static readonly Type[] Grains = [.. Rooms.WrittenTypes(Rooms.Grains).Where(type => type.IsAssignableTo(typeof(Grain)) && !type.IsAbstract)];

    [Fact]
    public void Every_grain_has_a_name_of_its_own_that_outlives_its_class()
    {
        Assert.NotEmpty(Grains);
        Assert.Empty(Grains.Where(type => !type.IsDefined(typeof(GrainTypeAttribute), false)).Select(type => type.Name));
        var names = Grains.Select(type => type.CustomAttributes.Single(a => a.AttributeType == typeof(GrainTypeAttribute)).ConstructorArguments[0].Value).ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public void Grains_are_sealed_and_known_by_their_interfaces_only() =>
        Assert.Empty(Grains.Where(type => !type.IsSealed || type.IsPublic).Select(type => type.Name));

    /// <summary>A memo of a pure function, bounded by the zones and day starts there are: nobody can tell that it is there.</summary>
    private static readonly string[] StaticExceptions = ["RetailOrleans.Calendar.StoreCalendar.Shared"];

    [Fact]
    public void Nothing_is_kept_in_static_variables()
    {
        var fields = Rooms.All.SelectMany(Rooms.WrittenTypes)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsLiteral && !IsGenerated(field))
            .Where(field => !field.IsInitOnly || IsGrowing(field.FieldType))
            .Select(field => $"{field.DeclaringType!.FullName}.{field.Name}");
        Assert.Equal(StaticExceptions, fields);
    }

    /// <summary>Backing fields of properties are ours; other names with a bracket are a compiler's.</summary>
    private static bool IsGenerated(FieldInfo field) =>
        field.Name.Contains('<', StringComparison.Ordinal) && !field.Name.EndsWith("k__BackingField", StringComparison.Ordinal);

    /// <summary>A collection that entries can be added to. A fixed array of constants is none.</summary>
    private static bool IsGrowing(Type type) =>
        !type.IsArray && type.IsAssignableTo(typeof(IEnumerable))
        && type.Namespace is "System.Collections.Generic" or "System.Collections.Concurrent" or "System.Collections"
        && !type.IsInterface;
}
