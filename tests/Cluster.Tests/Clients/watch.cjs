// A plain JavaScript client: watches a store through the hub, or reads its event stream, and prints each state's version and entries
// on a line of its own.
// node watch.cjs PACKAGES URL TOKEN STORE TRANSPORT   (any | websockets | sse | longpolling | stream)
const { createRequire } = require('node:module');
const [packages, url, token, store, transport] = process.argv.slice(2);
const from = createRequire(`${packages}/x.js`);

const tell = (live) => console.log(JSON.stringify({ version: live.version, entries: live.entries_today }));
const fail = (error) => {
  console.error(String(error));
  process.exit(1);
};

// Ends with the test, however that ends.
process.stdin.on('end', () => process.exit(0)).resume();

if (transport === 'stream') {
  // Only signalr's own packages are certain to be there, at their place or beside it.
  const EventSource = createRequire(from.resolve('@microsoft/signalr'))('eventsource');
  const stream = new EventSource(`${url}/api/live?store_id=${store}&access_token=${token}`);
  stream.addEventListener('store_changed', (event) => tell(JSON.parse(event.data)));
} else {
  const { HubConnectionBuilder, HttpTransportType, LogLevel } = from('@microsoft/signalr');
  const options = {
    any: {},
    websockets: { skipNegotiation: true, transport: HttpTransportType.WebSockets },
    sse: { transport: HttpTransportType.ServerSentEvents },
    longpolling: { transport: HttpTransportType.LongPolling },
  }[transport];
  const hub = new HubConnectionBuilder()
    .withUrl(`${url}/hubs/live`, { ...options, accessTokenFactory: () => token })
    .withAutomaticReconnect([0, 500, 1000, 2000, 2000, 2000, 2000])
    .configureLogging(LogLevel.Error)
    .build();
  const watch = async () => tell(await hub.invoke('WatchStore', store));
  // After a silo died its stores can't be had for some seconds; the hub says so, and a client asks again.
  const watchAgain = () => watch().catch(() => setTimeout(watchAgain, 1000));
  hub.on('StoreChanged', tell);
  hub.onreconnected(watchAgain);
  hub.onclose(fail);
  hub.start().then(watch).catch(fail);
}
