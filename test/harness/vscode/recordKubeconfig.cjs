/** Notes each look of this process at a kubeconfig in its home folder, so that a test can say that there was none. */
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');

const looks = (globalThis.kubeconfigLooks = []);

function note(from, names) {
  for (const name of names) {
    const original = from[name];
    from[name] = function (path, ...rest) {
      if (String(path).includes('/.kube')) looks.push(`${name} ${path}`);
      return original.call(this, path, ...rest);
    };
  }
}

note(fs, ['access', 'createReadStream', 'open', 'readFile', 'realpath', 'stat', 'watch', 'watchFile']);
note(fs, ['accessSync', 'existsSync', 'openSync', 'readFileSync', 'realpathSync', 'statSync']);
note(fs.promises, ['access', 'open', 'readFile', 'realpath', 'stat', 'watch']);
syncBuiltinESMExports();
