import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { artifactFolder, hexOf, type Layout } from '../layout.ts';

/**
 * An artifact in the shape of a standalone production build: it migrates its database when it starts, each version by one
 * column, and answers for its health. `breaks` says how it fails. With the variable WRONG_KEY it ends and tells its value.
 */
export function placeArtifact(layout: Layout, version: number, breaks?: 'at start' | 'health' | 'page'): string {
  const digest = `sha256:${createHash('sha256')
    .update(`version ${version} ${breaks ?? ''}`)
    .digest('hex')}`;
  const folder = artifactFolder(layout, hexOf(digest));
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/package.json`, '{"type":"commonjs"}');
  writeFileSync(`${folder}/server.js`, SERVER.replace('VERSION', String(version)).replace('BREAKS', breaks ?? ''));
  return digest;
}

const SERVER = `
const http = require('node:http');
const { DatabaseSync } = require('node:sqlite');
const version = VERSION;
const breaks = 'BREAKS';
const db = new DatabaseSync(process.env.DATABASE_URL.replace('file:', ''), { timeout: 5000 });
db.exec('PRAGMA journal_mode = WAL');
db.exec('CREATE TABLE IF NOT EXISTS clients (id INTEGER PRIMARY KEY, name TEXT NOT NULL)');
const columns = db.prepare('PRAGMA table_info(clients)').all().map((column) => column.name);
for (let n = 2; n <= version; n++) {
  if (!columns.includes('extra' + n)) db.exec('ALTER TABLE clients ADD COLUMN extra' + n + ' TEXT');
}
if (breaks === 'at start') { console.error('Cannot find module x'); process.exit(3); }
if (process.env.WRONG_KEY) { console.error('not a key: ' + process.env.WRONG_KEY); process.exit(4); }
const server = http.createServer((request, response) => {
  if (request.url === '/api/health') response.writeHead(breaks === 'health' ? 503 : 200).end('{"ok":true}');
  else if (request.url.startsWith('/add/')) {
    db.prepare('INSERT INTO clients (name) VALUES (?)').run(request.url.slice(5));
    response.writeHead(201).end();
  } else response.writeHead(breaks === 'page' ? 500 : 200).end('page');
});
server.listen(Number(process.env.PORT), process.env.HOSTNAME);
process.on('SIGTERM', () => server.close(() => process.exit(0)));
`;
