using RetailOrleans.Simulator;

namespace RetailOrleans.Unit.Tests.Simulator;

public sealed class CommandLineTests
{
    [Fact]
    public void All_options_are_read()
    {
        var line = CommandLine.Parse(
            ["--stores", "5", "--sensors-per-store", "6", "--seed", "-8", "--port", "9", "--control-port", "10", "--register", "http://127.0.0.1:8080", "--token-file", "t", "--interval-seconds", "11", "--state", "s"],
            out _);
        Assert.Equal((5, 6, -8L, 9, 10, 11), (line!.Stores, line.SensorsPerStore, line.Seed, line.Port, line.ControlPort, line.IntervalSeconds));
        Assert.Equal((new Uri("http://127.0.0.1:8080"), "t", "s"), (line.Register, line.TokenFile, line.State));
    }

    [Theory]
    [InlineData("--stores", "0", "--stores can't be '0'.")]
    [InlineData("--port", "70000", "--port can't be '70000'.")]
    [InlineData("--register", "localhost", "--register can't be 'localhost'.")]
    [InlineData("--sores", "3", "--sores is not an option.")]
    [InlineData("--register", "http://127.0.0.1:1", "--register needs --token-file.")]
    public void A_wrong_option_is_named(string name, string value, string problem)
    {
        Assert.Null(CommandLine.Parse([name, value], out var said));
        Assert.Equal(problem, said);
    }
}
