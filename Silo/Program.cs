using RetailOrleans.Silo;

await using var app = SiloHost.Build(args);
await app.RunAsync();
