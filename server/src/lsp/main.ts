import { createConnection } from 'vscode-languageserver/node';
import { startServer } from './server.ts';

const TRANSPORT = /^--(?:stdio|node-ipc|socket|pipe)(?:=|$)/;
const hasTransport = process.argv.some((argument) => TRANSPORT.test(argument));

startServer(hasTransport ? createConnection() : createConnection(process.stdin, process.stdout));
