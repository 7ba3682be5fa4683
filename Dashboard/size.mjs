// node size.mjs [FOLDER]: how much of the built app is loaded before anything is shown, as it travels. Fails above the limit.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 300;
const folder = process.argv[2] ?? 'dist';
const gzip = (file) => gzipSync(readFileSync(join(folder, file))).length / 1024;
const start = readFileSync(join(folder, 'index.html'), 'utf8');
const first = ['index.html', ...new Set([...start.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((found) => found[1]))];
const sum = first.reduce((total, file) => total + gzip(file), 0);
const later = readdirSync(join(folder, 'assets'))
  .filter((file) => file.endsWith('.js') && !first.includes(`assets/${file}`))
  .map((file) => ({ file: file.replace(/-[\w-]{8}\.js$/, ''), size: gzip(`assets/${file}`) }))
  .sort((a, b) => b.size - a.size);
console.log(`dashboard: first load ${sum.toFixed(0)} KB gzip of at most ${LIMIT_KB}; on demand ${later.map((one) => `${one.file} ${one.size.toFixed(0)}`).join(', ')} KB`);
if (sum > LIMIT_KB) {
  console.error(`dashboard: the first load is larger than ${LIMIT_KB} KB. Load what is not needed at once with import().`);
  process.exit(1);
}
