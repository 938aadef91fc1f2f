/**
 * Writes each attempt to reach another machine to the file FOREIGN_CONNECTIONS, so that a test can say that there
 * was none.
 */
const { appendFileSync } = require('node:fs');
const dns = require('node:dns');
const net = require('node:net');

const file = process.env.FOREIGN_CONNECTIONS;
const isLocal = (host) =>
  host === undefined || host === 'localhost' || host === '::1' || host.startsWith('127.');

function record(host) {
  if (typeof host === 'string' && !isLocal(host))
    appendFileSync(file, `${host} by ${process.argv.slice(1, 3).join(' ')}\n`);
}

if (file) {
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (...args) {
    const [first, second] = Array.isArray(args[0]) ? args[0] : args;
    record(typeof first === 'object' ? first?.host : typeof first === 'number' ? second : undefined);
    return connect.apply(this, args);
  };
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
    const original = dns[name];
    dns[name] = function (host, ...rest) {
      record(host);
      return original.call(this, host, ...rest);
    };
  }
}
