using System.Text.RegularExpressions;

namespace RetailOrleans.Architecture.Tests;

/// <summary>What the sources say, and where: SQL, vendors, sizes, and things that must not be left behind.</summary>
public sealed partial class SourceTests
{
    private const int MostLines = 400;

    /// <summary>The public contract itself names the vendor of its default sensor type, and what that vendor's regions count.</summary>
    private static readonly string[] VendorExceptions =
        ["Dashboard/src/logic/sensorTypes.ts", "WebApi/Ingest/BatchBuilder.cs", "WebApi/Sensors/SensorInput.cs", "WebApi/Sensors/SensorRequest.cs"];

    [Fact]
    public void Sql_is_in_Storage_only() => Nothing(
        from file in Source.Files(".cs")
        where Source.RoomOf(file) is not ("Storage" or "tests" or "benchmarks")
        from text in Source.StringLiterals(Source.Read(file))
        where Sql().IsMatch(text)
        select $"{file}: {text}");

    [Fact]
    public void Outside_Storage_the_driver_is_known_by_its_exception_alone() => Nothing(
        from file in Source.Files(".cs")
        where Source.RoomOf(file) is not ("Storage" or "tests" or "benchmarks")
        from Match name in DriverNames().Matches(Source.Read(file))
        where name.Value is not ("Npgsql" or "NpgsqlException") && !(name.Value is "NpgsqlDataSource" && Source.RoomOf(file) is "Silo")
        select $"{file}: {name.Value}");

    [Fact]
    public void No_sql_converts_between_time_zones() => Nothing(
        from file in Source.Files(".cs", ".sql")
        where Source.RoomOf(file) is not "tests"
        from text in file.EndsWith(".sql", StringComparison.Ordinal) ? [SqlComments().Replace(Source.Read(file), "")] : Source.StringLiterals(Source.Read(file))
        where ZoneConversion().IsMatch(text)
        select file);

    /// <summary>The machine that a silo runs on has a zone too, and it is nobody's.</summary>
    [Fact]
    public void The_machine_s_own_time_zone_is_nowhere_used() => Nothing(
        from file in Source.Files(".cs")
        where Source.RoomOf(file) is not "tests"
        where MachineZone().IsMatch(Source.Read(file))
        select file);

    [Fact]
    public void Vendors_are_named_in_Connectors_and_Simulator_only() =>
        Assert.Equal(
            VendorExceptions,
            Source.Files(".cs", ".ts", ".tsx", ".sql")
                .Where(file => Source.RoomOf(file) is not ("Connectors" or "Simulator" or "tests") && !file.Contains(".test.", StringComparison.Ordinal))
                .Where(file => Vendors().IsMatch(Source.Read(file))));

    /// <summary>Who looks for a message by its number finds one.</summary>
    [Fact]
    public void Each_log_message_has_a_number_of_its_own() => Nothing(
        from file in Source.Files(".cs")
        where Source.RoomOf(file) is not ("tests" or "benchmarks" or "Simulator")
        from Match message in LogMessages().Matches(Source.Read(file))
        group file by message.Groups[1].Value into same
        where same.Count() > 1
        select $"{same.Key}: {string.Join(", ", same)}");

    [Fact]
    public void No_source_file_is_longer_than_400_lines() => Nothing(
        from file in Source.Files(".cs", ".ts", ".tsx", ".css", ".sql", ".sh", ".csproj", "run", "test")
        let lines = Source.Read(file).Count(character => character == '\n')
        where lines > MostLines
        select $"{file}: {lines} lines");

    [Fact]
    public void Nothing_is_left_for_later() => Nothing(
        from file in Source.Files(".cs", ".ts", ".tsx", ".css", ".sql", ".sh", ".md", ".csproj", ".props", "run", "test", "bench")
        where Unfinished().IsMatch(Source.Read(file))
        select file);

    [Fact]
    public void No_test_is_skipped_or_singled_out() => Nothing(
        from file in Source.Files(".cs", ".ts", ".tsx")
        where Source.RoomOf(file) is "tests" || file.Contains(".test.", StringComparison.Ordinal)
        where Skipped().IsMatch(Source.Read(file))
        select file);

    private static void Nothing(IEnumerable<string> offenders) => Assert.Empty(offenders);

    [GeneratedRegex(@"LoggerMessage\((\d+)")]
    private static partial Regex LogMessages();

    [GeneratedRegex(
        """\bselect\b[\s\S]*\bfrom\b|\binsert\s+into\b|\bupdate\s+\w+\s+(as\s+\w+\s+)?set\b|\bdelete\s+from\b|\b(create|alter|drop|truncate)\s+(unique\s+)?(table|index|function|view)\b|\bon\s+conflict\b""",
        RegexOptions.IgnoreCase)]
    private static partial Regex Sql();

    [GeneratedRegex(@"\bNpgsql\w*")]
    private static partial Regex DriverNames();

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex SqlComments();

    [GeneratedRegex(@"\bat\s+time\s+zone\b|\btimezone\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex ZoneConversion();

    [GeneratedRegex(@"\bTimeZoneInfo\b|\bToLocalTime\(|\bAssumeLocal\b|DateTimeKind\.Local")]
    private static partial Regex MachineZone();

    [GeneratedRegex("milesight|hikvision|xovis|dahua|vivotek|footfallcam|v-count|brickstream", RegexOptions.IgnoreCase)]
    private static partial Regex Vendors();

    // Written so that they do not find themselves.
    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E|HA[C]K)\b|NotImplemented[E]xception")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\bSkip\s?(=|Unless|When)|Assert\.Ski[p]|\b(it|test|describe)\.(skip|only|todo)\b|\bx(it|describe)\(")]
    private static partial Regex Skipped();
}
