/**
 * Measures what of the extension's activation is ours: loading the module and `activate()`. Between the two, the
 * extension host waits for the window to send stored state.
 */
const Module = require('node:module');

const { _load: load } = Module;
Module._load = function (request, ...rest) {
  if (!request.endsWith('dist/extension.js') || !request.includes('vsix'))
    return load.call(this, request, ...rest);
  const started = performance.now();
  const extension = load.call(this, request, ...rest);
  const loaded = performance.now() - started;
  return {
    ...extension,
    activate(context) {
      const called = performance.now();
      const api = extension.activate(context);
      globalThis.activationTiming = { load: loaded, activate: performance.now() - called };
      return api;
    },
  };
};
