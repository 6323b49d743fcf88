/*
 * Stands where Electron's own code would: reads the package's asar with plain Node and starts the terminal host from it.
 * For build machines that have no Electron; a package with this in it has no kiosk, and says so.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, script, ...args] = process.argv;
const here = dirname(script);

if (args[0] !== '--cli' && args[0] !== '--setup') {
  process.stderr.write(
    'latchkey: this package was built with a stand-in for Electron, so it has no kiosk. The terminal host: latchkey --cli\n',
  );
  process.exit(69);
}

/** An asar: lengths (a pickle of Chromium's), a JSON header, then the files, one after the other. */
function unpack(file, into) {
  const bytes = readFileSync(file);
  const data = 8 + bytes.readUInt32LE(4);
  const header = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12)));
  const write = (files, folder) => {
    mkdirSync(folder, { recursive: true });
    for (const [name, entry] of Object.entries(files)) {
      if (entry.files) write(entry.files, join(folder, name));
      else if (!entry.unpacked) {
        const start = data + Number(entry.offset);
        writeFileSync(join(folder, name), bytes.subarray(start, start + entry.size));
      }
    }
  };
  write(header.files, into);
}

const resources = join(here, 'resources');
const app = mkdtempSync(join(tmpdir(), 'latchkey-app-'));
process.on('exit', () => rmSync(app, { recursive: true, force: true }));
unpack(join(resources, 'app.asar'), app);
const unpacked = join(resources, 'app.asar.unpacked');
if (existsSync(unpacked)) cpSync(unpacked, app, { recursive: true });
process.argv = [process.execPath, ...args];
await import(pathToFileURL(join(app, 'out', 'start.js')).href);
