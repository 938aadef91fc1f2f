import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { commonTrust } from '../transport/authorities.ts';
import { agentFor } from '../transport/agents.ts';
import type { Environment } from '../transport/proxy.ts';
import { proxyFor } from '../transport/proxy.ts';
import { explainNetworkError } from '../transport/explain.ts';

interface Question {
  readonly ca: Buffer | undefined;
  readonly env: Environment;
  /** Posted; without one, it is a GET. */
  readonly form: Readonly<Record<string, string>> | undefined;
  readonly authorization: string | undefined;
}

export interface JsonAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const TIMEOUT = 30_000;

/** One request, through the proxy of the environment. `fetch` knows no further authorities. */
export function fetchJson(url: URL, { ca, env, form, authorization }: Question): Promise<JsonAnswer> {
  const proxy = proxyFor(url, undefined, env);
  const agent = agentFor(url, proxy, { keepAlive: false });
  const send = url.protocol === 'http:' ? httpRequest : httpsRequest;
  const headers = {
    accept: 'application/json',
    ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    ...(authorization === undefined ? {} : { authorization }),
  };
  const signal = AbortSignal.timeout(TIMEOUT);
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => reject(explainNetworkError(error, url.host, proxy));
    const trust = ca ? { ca } : url.protocol === 'https:' ? commonTrust() : {};
    const options = { method: form ? 'POST' : 'GET', headers, agent, signal, ...trust };
    const call = send(url, options, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.once('error', fail);
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, body: parse(Buffer.concat(parts).toString('utf8')) });
      });
    });
    call.once('error', fail);
    call.end(form && new URLSearchParams(form).toString());
  });
}

function parse(text: string): JsonAnswer['body'] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as JsonAnswer['body']) : {};
  } catch {
    return {};
  }
}
