using System.Diagnostics;
using RetailOrleans.Soak;

// soak SENSORS-FILE URL[,URL] SECONDS RECORDS-PER-SECOND (0 = as many as go). TOKEN and CONNECTION in the environment.
var sensors = (await File.ReadAllLinesAsync(args[0])).Select(Guid.Parse).ToArray();
var urls = args[1].Split(',').Select(url => new Uri(url)).ToArray();
var duration = TimeSpan.FromSeconds(int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture));
var rate = int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture);

using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(1) }) { Timeout = TimeSpan.FromSeconds(20) };
http.DefaultRequestHeaders.Authorization = new("Bearer", Environment.GetEnvironmentVariable("TOKEN"));
var pace = new Pace(rate);
const int Clients = 24;
var clients = Enumerable.Range(0, Clients)
    .Select(i => new SensorClient(http, urls, [.. sensors.Where((_, place) => place % Clients == i)], pace, new Random(i)))
    .ToArray();
var watch = Stopwatch.StartNew();
using var end = new CancellationTokenSource(duration);
await Task.WhenAll(clients.Select(client => client.RunAsync(end.Token)));
watch.Stop();

var requests = clients.Sum(client => client.Requests);
Console.WriteLine($"soak.records\t{clients.Sum(client => client.Records)}\trecords");
Console.WriteLine($"soak.rate\t{clients.Sum(client => client.Records) / watch.Elapsed.TotalSeconds:0}\trecords/s");
Console.WriteLine($"soak.requests\t{requests}\trequests");
Console.WriteLine($"soak.sent_again\t{clients.Sum(client => client.SentAgain)}\trequests that were answered 503 or not at all");
Console.WriteLine($"soak.errors\t{clients.Sum(client => client.Errors)}\trequests");
var difference = await Comparison.CountAsync(Environment.GetEnvironmentVariable("CONNECTION")!, clients.Select(client => client.Expected));
Console.WriteLine($"soak.rows\t{clients.Sum(client => client.Expected.Count)}\trows expected");
Console.WriteLine($"soak.differences\t{difference}\trows");
return difference == 0 && clients.All(client => client.Errors == 0) ? 0 : 1;
