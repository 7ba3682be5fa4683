using System.Xml.Linq;

namespace RetailOrleans.Architecture.Tests;

/// <summary>References point one way, and each material is used in its room only.</summary>
public sealed class ReferenceTests
{
    [Theory]
    [InlineData("Calendar", "")]
    [InlineData("Grains.Interfaces", "")]
    [InlineData("Connectors", "Calendar")]
    [InlineData("Storage", "Calendar Grains.Interfaces")]
    [InlineData("Grains", "Calendar Connectors Grains.Interfaces Storage")]
    [InlineData("WebApi", "Calendar Connectors Grains.Interfaces Storage")]
    [InlineData("Silo", "Calendar Connectors Grains Grains.Interfaces Storage WebApi")]
    [InlineData("Simulator", "Calendar Connectors")]
    public void A_room_sees_only_the_rooms_below_it(string room, string expected) =>
        Assert.Equal(expected, string.Join(' ', ProjectReferences(room).Order(StringComparer.Ordinal)));

    [Fact]
    public void Every_room_has_a_rule() =>
        Assert.Equal(
            Rooms.Names.Order(StringComparer.Ordinal),
            Directory.GetFiles(Source.Root, "*.csproj", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
                .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("NodaTime", "Calendar")]
    [InlineData("Npgsql", "Storage")]
    [InlineData("dbup-postgresql", "Storage")]
    [InlineData("Microsoft.Orleans.Server", "Grains Silo")]
    public void A_material_is_brought_in_by_its_own_room(string package, string expected) =>
        Assert.Equal(
            expected,
            string.Join(' ', Rooms.Names.Where(room => Packages(room).Contains(package)).Order(StringComparer.Ordinal)));

    [Fact]
    public void Every_package_version_is_used()
    {
        var used = Source.Files(".csproj", ".props").SelectMany(file => Included(XDocument.Parse(Source.Read(file)), "PackageReference"));
        var pinned = Included(XDocument.Parse(Source.Read("Directory.Packages.props")), "PackageVersion");
        Assert.Empty(pinned.Except(used));
    }

    [Fact]
    public void The_contract_needs_nothing_but_the_Orleans_SDK() => Assert.Equal(["Microsoft.Orleans.Sdk"], Packages("Grains.Interfaces"));

    [Theory]
    [InlineData("Calendar")]
    [InlineData("Connectors")]
    [InlineData("Simulator")]
    public void Rooms_without_grains_and_database_compile_against_neither(string room)
    {
        var referenced = Rooms.All.Single(assembly => assembly.GetName().Name == room).GetReferencedAssemblies().Select(name => name.Name!);
        Assert.DoesNotContain(referenced, name => name.StartsWith("Orleans", StringComparison.Ordinal) || name is "Npgsql");
    }

    [Fact]
    public void Time_zones_are_computed_in_Calendar_only() =>
        Assert.Equal(
            ["Calendar"],
            Rooms.All.Where(room => room.GetReferencedAssemblies().Any(name => name.Name == "NodaTime")).Select(room => room.GetName().Name!));

    private static IEnumerable<string> ProjectReferences(string room) =>
        Project(room).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

    private static string[] Packages(string room) =>
        [.. Included(Project(room), "PackageReference")];

    private static IEnumerable<string> Included(XDocument project, string item) =>
        project.Descendants(item).Select(element => element.Attribute("Include")!.Value);

    private static XDocument Project(string room) => XDocument.Load(Path.Combine(Source.Root, room, $"{room}.csproj"));
}
