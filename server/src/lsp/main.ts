import { createConnection } from 'vscode-languageserver/node';
import { startServer } from './server.ts';
import { standBack } from './slices.ts';

const TRANSPORT = /^--(?:stdio|node-ipc|socket|pipe)(?:=|$)/;
const hasTransport = process.argv.some((argument) => TRANSPORT.test(argument));

startServer(hasTransport ? createConnection() : createConnection(process.stdin, process.stdout));

if (process.argv.includes('--node-ipc')) process.on('message', standBack);
else process.stdin.on('data', standBack);
