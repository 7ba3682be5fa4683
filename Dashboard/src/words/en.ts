/** Every text of the app. The other languages have the same keys; the compiler sees to it. */
const s = (n: number, one: string, many: string) => (n === 1 ? one : many);

export const en = {
  common: {
    tryAgain: 'Try again', close: 'Close', cancel: 'Cancel', save: 'Save', loading: 'Loading…', nothing: 'Nothing found', copied: 'Copied',
    noPermission: 'Your token does not allow this', notSaved: 'Not saved',
  },
  numbers: { percent: (n: string) => `${n} %` },
  time: {
    justNow: 'just now', ago: (d: string) => `${d} ago`, seconds: (n: number) => `${n} s`, minutes: (n: number) => `${n} min`, hours: (n: number) => `${n} h`,
    days: (n: number) => `${n} days`, zone: (city: string, offset: string) => `${city} time, ${offset}`,
  },
  connection: { connecting: 'Connecting', live: 'Live', reconnecting: 'Reconnecting', offline: 'Offline', offlineSince: (t: string) => `Offline since ${t}` },
  problem: {
    noAnswer: 'The server did not answer. Check the network; this page tries again by itself.', status: (n: number) => `The server answered ${n}.`,
    page: 'This page failed to show. The server and its data are not affected.', reload: 'Load it again',
  },
  frame: {
    main: 'Main', home: 'RetailOrleans, to the fleet', fleet: 'Fleet', analytics: 'Analytics', alerts: 'Alerts', sensors: 'Sensors', settings: 'Settings', skip: 'Skip to content',
    demo: 'Demo', demoNote: 'Some of these stores are simulated', more: 'More', signOut: 'Sign out', toLight: 'Switch to the light theme', toDark: 'Switch to the dark theme', language: 'Language',
  },
  shortcuts: {
    title: 'Keyboard shortcuts', search: 'Search', first: 'In the search: open the first result', leave: 'Leave and clear the search', fleet: 'Go to the fleet', sensors: 'Go to the sensors',
    analytics: 'Go to analytics', alerts: 'Go to the alerts', settings: 'Go to the settings', wall: 'On the fleet: wall mode', acknowledge: 'On an alert: acknowledge it', help: 'This help',
  },
  search: { stores: 'Search stores', sensors: 'Search sensors' },
  notFound: {
    title: 'Not found', page: 'Nothing is at this address.', store: 'There is no store here, or your token may not see it.', sensor: 'There is no sensor here, or your token may not see it.', toFleet: 'Go to the fleet',
  },
  signIn: {
    title: 'Sign in', lead: 'See how many people are in your stores, now.', token: 'Access token', tokenNote: 'Your administrator hands these out.', show: 'Show the token',
    remember: 'Remember on this device', rememberNote: 'Without it, the token is forgotten when this tab closes.', pasteFirst: 'Paste a token first.',
    unexpected: 'The server answered something unexpected. Is this the right address?', refused: 'This token is not accepted. It may be mistyped, expired or revoked.',
    notReader: 'This token may not read stores; it is probably one that only sends data. Use a viewer token.', noAnswer: 'The server did not answer. Check the network and try again.',
    expired: 'The server no longer accepts the token that was used here: it has expired or was revoked. Sign in with a new one.',
  },
  health: {
    healthy: 'Healthy', late: 'Late', offline: 'Offline', inactive: 'Switched off', waiting: 'Waiting',
    answered: (ago: string) => `Answered ${ago}.`, answering: 'Answering.',
    lateSince: (ago: string) => `Late or answering with errors; last good answer ${ago}.`, lateOrErrors: 'Late or answering with errors.',
    silentSince: (ago: string) => `No answer; last heard ${ago}. Check its power and network.`, neverAnswered: 'It has never answered. Check its address, power and network.',
    inactiveSentence: 'Switched off: nothing is collected from it.', waitingSentence: 'Waiting for its first answer.',
    noSensors: 'No sensors yet', allInactive: 'All sensors switched off',
    allOffline: (n: number) => s(n, 'Its sensor is offline', `All ${n} sensors offline`), someOffline: (n: number, of: number) => `${n} of ${of} sensors offline`,
    someLate: (n: number, of: number) => `${n} of ${of} sensors late`, someWaiting: (n: number, of: number) => `${n} of ${of} sensors waiting`,
    allHealthy: (n: number) => s(n, 'Its sensor is healthy', `All ${n} sensors healthy`),
  },
  remedies: {
    credentials: 'What to try: enter the user name and password of the device again under Edit.',
    clock: 'What to try: set the clock of the device, or let it use a time server (NTP).',
    tls: 'What to try: give the device a certificate that is trusted here, or switch off the check of its certificate under Edit.',
    device: 'What to try: check that address and port belong to this counter, and that the sensor type is the right one.',
    overlap: 'What to try: let only one source send this sensor’s readings, with one length of interval.',
    network: 'What to try: check power and network of the device, and its address and port under Edit.',
  },
  attention: {
    inactive: 'Switched off', full: (p: string) => `${p} full`, offline: 'Offline', alerts: (n: number) => s(n, '1 alert', `${n} alerts`), someOffline: (n: number) => `${n} offline`, someLate: (n: number) => `${n} late`,
  },
  fleet: {
    title: 'Fleet', totals: 'Totals', inStoresNow: 'In stores now', entriesToday: 'Entries today', entriesTodayShort: 'entries today', sensorsHealthy: 'Sensors healthy', alerts: 'Alerts', firing: 'firing',
    of: (n: string) => `of ${n}`, inStore: 'in store', asOf: (age: string) => `As of ${age} ago`,
    spoken: (now: string, entries: string, healthy: string, of: string, alerts: string) => `${now} people in stores now, ${entries} entries today, ${healthy} of ${of} sensors healthy, ${alerts} alerts.`,
    failed: 'The stores could not be loaded', loading: 'Loading the stores…', region: 'Region', allRegions: 'All regions', noRegion: 'Without region', group: 'Group by region',
    stores: (n: number) => s(n, '1 store', `${n} stores`), someStores: (n: number, of: number) => `${n} of ${of} stores`,
    sort: 'Order', orders: { attention: 'What needs attention first', name: 'By name', occupancy: 'Most people first', utilization: 'Fullest first', entries: 'Most entries first' },
    wall: 'Wall mode', leaveWall: 'Leave wall mode (Esc)', noMatch: (q: string) => (q ? `No store matches “${q}”.` : 'No store matches.'), showAll: 'Show all stores',
    emptyTitle: 'Your stores will be here', empty: 'Each with how many people are in it now, how today compares with last week, and which of its sensors needs a look.',
  },
  store: {
    edit: 'Edit', nowAndToday: 'Now and today', now: 'Now', full: (p: string) => `${p} full`, of: (n: string) => `of ${n}`, people: 'people', entriesToday: 'Entries today', exitsToday: 'Exits today',
    captureToday: 'Capture rate today', noPassingLine: 'no passing line', ofPassing: (n: string) => `of ${n} passing by`, peakToday: 'Peak today', at: (t: string) => `at ${t}`,
    stay: 'Average stay', stayNote: 'of the full hours so far', minutes: 'min', vs: (change: string, then: string) => `${change} on ${then}, to this time`,
    notLive: (age: string) => `Not live: these numbers are ${age} old.`, newestReading: 'Newest reading from', noReading: 'No reading yet.',
    day: 'Day', today: 'Today', yesterday: 'Yesterday', anotherDay: 'Another day', compareWith: 'Compare with', link: 'Copy link',
    comparisons: { week: 'same weekday last week', yesterday: 'the day before', year: 'same weekday last year', none: 'no comparison' },
    regions: 'Regions', regionsNote: 'People present, or visits of today, as each device counts them', lines: 'Lines today', linesNote: 'In / out, and the share of all that the doors counted',
  },
  hours: {
    title: 'By hour', none: 'No readings on this day yet.', hour: 'Hour', entries: 'Entries', exits: 'Exits', inStore: 'In store', peak: 'Peak', soFar: 'so far', notYet: 'Not yet', noReadings: 'No readings',
    entriesOf: (day: string) => `Entries, ${day}`, showAs: 'Show as', chart: 'Chart', table: 'Table', failed: 'The hours could not be loaded', loading: 'Loading the hours',
    gap: (n: number) => s(n, '1 hour has no readings.', `${n} hours have no readings.`), partial: (p: string) => `Only ${p} of the readings came in.`,
    summary: (entries: string, exits: string, busiest: string, n: string) => `Entries and exits by hour: ${entries} entries, ${exits} exits; busiest hour ${busiest} with ${n} entries.`,
  },
  charts: {
    loading: 'Loading the chart…', failed: 'The chart could not be loaded; its numbers are in the table.', occupancy: 'People in the store', occupancyNote: 'Means of the hours, up to the live number',
    average: 'Average in store', peak: 'Peak', today: 'Today', thisDay: 'This day', capacityOf: (n: string) => `Capacity ${n}`, openHours: (hours: string) => `Open: ${hours}`,
    occupancyLabel: (n: string, hour: string) => `People in the store over the day; at most ${n}, in the hour from ${hour}.`,
  },
  sensors: {
    title: 'Sensors', sensor: 'Sensor', store: 'Store', health: 'Health', lastSeen: 'Last seen', latest: 'Latest in / out', thisHour: 'This hour', neverSeen: 'never seen', never: 'never', readingOf: (t: string) => `Reading of ${t}`,
    some: (n: number, of: number) => `${n} of ${of} sensors`, loading: 'Loading the sensors…', failed: 'The sensors could not be loaded', noMatch: (q: string) => `No sensor matches “${q}”.`, ofStore: 'Sensors of this store',
    emptyTitle: 'Your sensors will be here', empty: 'Every camera and counter with its health: when it was last heard, and what to do when it is silent.', emptyStore: 'The cameras and counters of this store, each with its health and what it counted.',
  },
  sensor: {
    edit: 'Edit', pushes: 'sends by itself', lastProblem: 'Last problem', counts: 'Counts', inToday: 'In today', outToday: 'Out today', thisHour: 'This hour', inAndOut: (out: string) => `in, ${out} out`, latest: 'Latest reading',
    from: (t: string) => `from ${t}`, noneYet: 'none yet', in: 'in', out: 'out', alarms: 'Alarms of the device', alarmSince: (name: string, t: string) => `${name}, since ${t}`,
    noLinesTitle: 'Every line counts as an entrance', noLines: 'No lines are set for this sensor. If one of them is the pavement outside or a door within the store, the store’s entries are too high.', setLines: 'Set its lines',
  },
  buckets: {
    title: 'Readings of today', strip: 'Strip', raw: 'Readings', none: 'No readings today yet.', complete: (n: number) => s(n, 'The one reading that is due has come.', `All readings that are due have come: ${n}.`),
    partial: (n: number, p: string) => `${s(n, '1 reading', `${n} readings`)} so far; ${p} of the time that is due is covered.`, failed: 'The readings could not be loaded',
    states: { received: 'received', missing: 'missing', pending: 'not due yet' }, from: 'From', to: 'To', newest: (n: number) => `The newest ${n} are shown.`,
  },
  lines: {
    title: 'Lines', note: 'A line is crossed by people. Its type says what a crossing means.', none: 'Without lines every line of the device counts as an entrance.', nameOf: (n: number) => `Name of line ${n}`, short: (n: number) => `Line ${n}`,
    countsAs: 'Counts as', invert: 'Swap in and out', remove: (n: number) => `Remove line ${n}`, add: 'Add a line', inside: 'store',
    types: { entrance: 'Entrance', exit: 'Exit', passing: 'Passing by', internal: 'Inside the store', ignore: 'Not counted' },
    drawn: { usual: 'Into the store counts as in', inverted: 'Out of the store counts as in', passing: 'People who pass the store in both directions', internal: 'A line within the store', ignore: 'Crossings are not counted' },
  },
  regions: {
    title: 'Regions', note: 'A region is an area that people stay in or visit.', nameOf: (n: number) => `Name of region ${n}`, type: 'Kind', capacity: 'Capacity', remove: (n: number) => `Remove region ${n}`, add: 'Add a region', region: 'Region', count: 'Count',
    types: { entrance: 'Entrance', browsing: 'Browsing', queue: 'Queue', high_value: 'High value', transition: 'Passage', custom: 'Other' },
  },
  sensorForm: {
    add: 'Add a sensor', edit: (name: string) => `Edit ${name}`, create: 'Register', basics: 'Sensor', name: 'Name', store: 'Store', location: 'Place', locationNote: 'Where it hangs: “Main entrance”', type: 'Type', typeNote: 'Which connector speaks with it',
    timezone: 'Time zone of the device', timezoneNote: 'Its wall clock; usually the store’s', active: 'Collect from this sensor', activeNote: 'Switched off, it keeps its history and nothing new is collected.',
    connection: 'Connection', mode: 'How data comes', poll: 'We ask the device', push: 'The device sends', pollNote: 'It is contacted at its address at every interval.', pushNote: 'It is never contacted; its readings come by the API with an ingest token.',
    ip: 'Address', ipNote: 'IP or host name, without a port', port: 'Port', interval: 'Interval', intervalNote: 'How often it is asked', intervalPushNote: 'How often it sends; decides when it is late', backfill: 'Catch up', backfillNote: 'How far back after a gap',
    auth: 'Sign-in', authTypes: { none: 'None', basic: 'Basic', digest: 'Digest', bearer: 'Bearer token' }, username: 'User name', password: 'Password', token: 'Token', secretKept: 'Leave empty to keep the stored one', showSecret: 'Show it',
    protocol: 'Protocol', timeout: 'Time limit', verifyTls: 'Check its certificate', advanced: 'Details that few sensors need', lineCount: 'Lines of the device', regionCount: 'Regions of the device', timestampFormat: 'Format of its times',
    regional: 'It counts people in regions', realTime: 'It tells its status in real time', parameters: 'Parameters of the device', parameter: 'Name', value: 'Value', addParameter: 'Add a parameter', removeRow: (name: string) => `Remove ${name}`,
    fields: 'Fields', source: 'Field of the device', target: 'Our field', fieldType: 'Type', addField: 'Add a field',
    remove: 'Delete', removeTitle: (name: string) => `Delete ${name}?`, removeNote: 'It is no longer collected from, and disappears from its store. Its readings stay in the store’s history.', purge: 'Erase its readings too; this can’t be undone',
  },
  importer: {
    short: 'Import CSV', title: 'Import sensors', lead: 'A CSV file with one sensor per row. Every row is checked before anything is sent.', choose: 'Choose a file', example: 'Example file',
    empty: 'The file has no rows below its header.', missingColumns: (c: string) => `Columns are missing: ${c}.`, unknownColumns: (c: string) => `Unknown columns: ${c}. The example file has all that there are.`, doubleColumns: (c: string) => `Columns that are there twice: ${c}.`,
    tooMany: (n: number, most: number) => `The file has ${n} rows; at most ${most} go at once. Split it.`, expected: (column: string, expected: string, got: string) => `${column}: expected ${expected}, got “${got}”.`,
    wholeNumber: (min: number, max: number) => `a whole number from ${min} to ${max}`, required: (column: string) => `${column} is missing.`, address: 'an IP or host name without scheme, path or port',
    noStore: (name: string) => `There is no store “${name}”. Give its code or name.`, manyStores: (name: string) => `More than one store is called “${name}”. Give its code.`, needsUser: (auth: string) => `username is needed for auth ${auth}.`, nameTaken: (name: string) => `A sensor “${name}” exists already.`,
    wrong: (file: string, n: number, of: number) => `${file}: ${n} of ${of} rows can’t be sent. Mend them and choose the file again; nothing was sent.`, good: (file: string, n: number) => `${file}: ${s(n, 'its row is', `all ${n} rows are`)} ready to send.`,
    send: (n: number) => s(n, 'Register 1 sensor', `Register ${n} sensors`), sending: (n: number, of: number) => `${n} of ${of} sent`, done: (made: number, failed: number) => `${s(made, '1 sensor', `${made} sensors`)} registered${failed > 0 ? `, ${failed} refused; the reasons are below` : ''}.`,
    row: 'Row', state: 'State', ready: 'Ready', made: 'Registered',
  },
  settings: { title: 'Settings', tabs: { stores: 'Stores', tokens: 'Tokens', channels: 'Notification channels' } },
  storeSettings: {
    title: 'Stores', add: 'Add a store', create: 'Create the store', name: 'Name', code: 'Code', codeNote: 'Your own short name for it', region: 'Region', regionNote: 'Groups stores in the fleet', timezone: 'Time zone', timezoneNote: 'Its days and hours follow this clock',
    capacity: 'Capacity', capacityNote: 'People at most; empty for none', dayStart: 'Day begins at', dayStartNote: 'When the count starts anew; in the quietest hour', active: 'In use', activeNote: 'A store that is not in use keeps its history.', inactive: 'not in use',
    basics: 'Store', openToday: 'Open today', always: 'always', closed: 'closed', emptyTitle: 'No stores yet', empty: 'A store has a time zone, opening hours and a capacity; its sensors count the people in it.',
    remove: 'Delete the store', removeTitle: (name: string) => `Delete ${name}?`, removeNote: 'The store and its sensors disappear, and nothing more is collected from them. Their readings stay in the database.',
  },
  hoursEditor: {
    title: 'Opening hours', note: 'In the store’s own time. A closing time at or before the opening is on the next day.', always: 'Always open', closed: 'closed', toAll: 'To all days', exceptions: 'Days that differ', addDate: 'Add a day', date: 'Date', removeDate: (d: string) => `Remove ${d}`,
    opens: (d: string) => `${d}: opens`, closes: (d: string) => `${d}: closes`, nextDay: 'next day', removeInterval: (d: string) => `${d}: remove these hours`, addInterval: (d: string) => `${d}: add hours`,
    missingTime: 'Give every opening and closing time.', overlap: 'Opening hours of one day overlap.', missingDate: 'Give a date for every day that differs.', twice: 'A date is there twice.',
  },
  roles: {
    viewer: { name: 'Viewer', may: 'Sees everything, changes nothing.' }, store_staff: { name: 'Store staff', may: 'Acknowledges alerts and sends data.' }, analyst: { name: 'Analyst', may: 'Exports data.' },
    store_manager: { name: 'Store manager', may: 'Changes stores, sensors and rules.' }, regional_manager: { name: 'Regional manager', may: 'As a store manager, for a region.' }, tenant_admin: { name: 'Administrator', may: 'Also deletes, and hands out tokens.' },
    platform_admin: { name: 'Platform administrator', may: 'Runs the platform.' }, ingest: { name: 'Sends data', may: 'May only write the readings of one sensor.' },
  },
  tokens: {
    title: 'Tokens', lead: 'A token is the key of a person or a program. Its secret is shown once.', add: 'New token', make: 'Make the token', failed: 'The tokens could not be loaded', forbidden: 'Only an administrator sees and hands out tokens. Sign in with an administrator’s token.',
    name: 'Name', nameNote: 'Who or what uses it', role: 'Role', scope: 'For', lastUsed: 'Last used', expires: 'Expires', expiresNote: 'At the end of that day; empty for never', actions: 'Actions', never: 'never', noExpiry: 'never', oneSensor: 'one sensor', allStores: 'all stores', manyStores: (n: number) => `${n} stores`,
    stores: 'Stores', storesNote: 'None chosen: all stores', sensor: 'Sensor', networks: 'From networks', networksNote: 'Empty: from everywhere', secretTitle: 'The secret of the token', secretOnce: 'It is shown this once. Store it now; nobody can show it again.', copy: 'Copy', copied: 'Copied', kept: 'I have stored it',
    rotate: 'Rotate', rotateOne: (name: string) => `Rotate ${name}?`, rotateNote: 'A new secret is made. The old one stays valid for a while, so that programs can change over.', revoke: 'Revoke', revokeOne: (name: string) => `Revoke ${name}?`, revokeNote: 'It is refused everywhere within 5 seconds. This can’t be undone.',
  },
};

export type Words = typeof en;
