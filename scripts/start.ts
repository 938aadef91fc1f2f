/**
 * `npm start`: packs the extension and serves a real VS Code with it on this machine, with `examples/` open.
 * `npm start -- --port 8080` takes that port instead of a free one, `-- --folder PATH` opens another folder.
 */
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './build.ts';
import { pack } from './package.ts';
import { cacheFolder, ensureVscodeHost } from './vscodeHost.ts';
import {
  installExtension,
  SILENT_SETTINGS,
  startVscodeServer,
  workbenchUrl,
  writeSettings,
} from './vscodeServer.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string' }, folder: { type: 'string' } } });
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`"${values.port}" is not a port.`);
  const folder = resolve(values.folder ?? join(ROOT, 'examples'));
  if (!existsSync(folder)) throw new Error(`${folder} does not exist.`);

  console.log('Packing the extension.');
  const vsix = await pack();
  const host = ensureVscodeHost(console.log);
  const data = join(cacheFolder(), 'start');
  rmSync(join(data, 'extensions'), { recursive: true, force: true });
  writeSettings(data, { ...SILENT_SETTINGS, 'workbench.startupEditor': 'readme' });
  installExtension(host, data, vsix);

  const server = await startVscodeServer(host, { folder: data, port });
  console.log(`
VS Code with Kube Guardrails runs at

  ${workbenchUrl(server, folder)}

It is reachable from this machine only. It shows ${folder};
what you save there is saved in that folder. Ctrl+C ends it.
`);
  const asked = await server.ended;
  if (!asked) throw new Error(`VS Code ended by itself.\n${server.log()}`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
