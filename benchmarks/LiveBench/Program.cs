using RetailOrleans.LiveBench;

// live | failover. Settings by the environment, results as "name<TAB>value<TAB>unit" on standard output.
switch (args)
{
    case ["live"]:
        await LiveLoad.RunAsync();
        break;
    case ["failover"]:
        await Failover.RunAsync();
        break;
    default:
        await Console.Error.WriteLineAsync("usage: LiveBench live | failover");
        return 2;
}

return 0;
