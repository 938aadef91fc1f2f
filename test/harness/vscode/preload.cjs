/**
 * Loaded first by every Node process of an editor under test. VS Code takes NODE_OPTIONS away from its children,
 * so this file hands itself on.
 */
require('./recordConnections.cjs');
require('./recordKubeconfig.cjs');
require('./timeActivation.cjs');
const childProcess = require('node:child_process');
const { syncBuiltinESMExports } = require('node:module');

const NODE_OPTIONS = `--require=${__filename}`;

for (const name of ['fork', 'spawn']) {
  const original = childProcess[name];
  childProcess[name] = function (file, ...rest) {
    const args = Array.isArray(rest[0]) ? rest[0] : [];
    const options = (Array.isArray(rest[0]) ? rest[1] : rest[0]) ?? {};
    const env = { ...(options.env ?? process.env), NODE_OPTIONS };
    return original.call(this, file, args, { ...options, env });
  };
}
syncBuiltinESMExports();
