/**
 * Measures what of the extension's activation is ours: loading the module and `activate()`. Between the two, the
 * extension host waits for the window to send stored state. Counts the thread's processor time, which other programs on a
 * busy machine do not stretch. Notes the modules of ours that are there afterwards, too.
 */
const Module = require('node:module');

const { _load: load } = Module;

function milliseconds() {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

Module._load = function (request, ...rest) {
  if (!request.endsWith('dist/extension.js') || !request.includes('vsix'))
    return load.call(this, request, ...rest);
  const started = milliseconds();
  const extension = load.call(this, request, ...rest);
  const loaded = milliseconds() - started;
  return {
    ...extension,
    activate(context) {
      const called = milliseconds();
      const api = extension.activate(context);
      const modules = Object.keys(Module._cache).filter((file) => file.includes('vsix'));
      globalThis.activationTiming = { load: loaded, activate: milliseconds() - called, modules };
      return api;
    },
  };
};
