using System.Reflection;
using System.Runtime.CompilerServices;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Architecture.Tests;

/// <summary>What goes over the wire between silos of different versions: named for good, and immutable.</summary>
public sealed class ContractTests
{
    private static readonly Type[] Contracts = [.. Rooms.WrittenTypes(Rooms.Contracts)];

    private static readonly Type[] Interfaces = [.. Contracts.Where(type => type.IsInterface && type.IsAssignableTo(typeof(IAddressable)))];

    private static readonly Type[] Serialized = [.. Contracts.Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), false))];

    [Fact]
    public void There_are_contracts_to_look_at()
    {
        Assert.NotEmpty(Interfaces);
        Assert.NotEmpty(Serialized);
    }

    [Fact]
    public void Everything_on_the_wire_has_an_alias_of_its_own()
    {
        var named = Interfaces.Concat(Serialized).Select(type => (type.Name, Alias: Alias(type))).ToArray();
        Assert.Empty(named.Where(type => type.Alias is null).Select(type => type.Name));
        Assert.Empty(named.GroupBy(type => type.Alias).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void Every_method_of_a_grain_has_an_alias_of_its_own()
    {
        foreach (var type in Interfaces)
        {
            var aliases = type.GetMethods().Select(method => (method.Name, Alias: Alias(method))).ToArray();
            Assert.Empty(aliases.Where(method => method.Alias is null).Select(method => $"{type.Name}.{method.Name}"));
            Assert.Equal(aliases.Length, aliases.Select(method => method.Alias).Distinct().Count());
        }
    }

    [Fact]
    public void Every_grain_interface_keeps_its_identity_when_it_is_moved() => Assert.DoesNotContain(
        Interfaces, type => type.IsAssignableTo(typeof(IGrain)) && !type.IsDefined(typeof(GrainInterfaceTypeAttribute), false));

    [Fact]
    public void Serialized_members_have_explicit_ids()
    {
        foreach (var type in Serialized.Where(type => !type.IsEnum))
        {
            var ids = Declared(type).Where(property => !IsComputed(property)).Select(property => (property.Name, Id: property.GetCustomAttribute<IdAttribute>()?.Id)).ToArray();
            Assert.Empty(ids.Where(member => member.Id is null).Select(member => $"{type.Name}.{member.Name}"));
            Assert.Equal(ids.Length, ids.Select(member => member.Id).Distinct().Count());
        }
    }

    [Fact]
    public void Contract_types_are_sealed() => Assert.Empty(
        Contracts.Where(type => !type.IsInterface && !type.IsSealed).Select(type => type.Name));

    [Fact]
    public void Contract_types_can_not_change()
    {
        var changeable = Contracts.Where(type => !type.IsInterface).SelectMany(Declared).Where(property => HasSetter(property)).Select(Name);
        var fields = Contracts.Where(type => !type.IsEnum).SelectMany(type => type.GetFields(Any)).Where(field => field.IsPublic && !field.IsInitOnly && !field.IsLiteral)
            .Select(field => $"{field.DeclaringType!.Name}.{field.Name}");
        Assert.Empty(changeable.Concat(fields));
    }

    [Fact]
    public void Contract_types_hold_nothing_that_can_change()
    {
        // Ciphertext on its way from the database to its decryption; never serialized, never written to.
        string[] exceptions = [$"{nameof(SensorSettings)}.{nameof(SensorSettings.ProtectedSecret)}"];
        Assert.Equal(exceptions, Contracts.Where(type => !type.IsInterface).SelectMany(Declared).Where(property => CanChange(property.PropertyType)).Select(Name));
    }

    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static PropertyInfo[] Declared(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    private static string Name(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";

    private static bool IsComputed(PropertyInfo property) => property.SetMethod is null;

    private static bool HasSetter(PropertyInfo property) =>
        property.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool CanChange(Type type) =>
        type.IsArray
        || (type.IsGenericType && (type.GetGenericTypeDefinition().Namespace == "System.Collections.Generic" || type.GetGenericArguments().Any(CanChange)));

    private static string? Alias(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()?.Alias;
}
