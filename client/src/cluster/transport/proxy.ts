import type { Agent } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { HttpProxyAgent, HttpsProxyAgent } from 'hpagent';
import { SocksProxyAgent } from 'socks-proxy-agent';
import { ClusterFailure } from '../failure.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy on the way to a server: the kubeconfig's `proxy-url`, else what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say, as Go reads them
 * (https://pkg.go.dev/golang.org/x/net/http/httpproxy).
 */
export function proxyFor(server: URL, proxyUrl: string | undefined, env: Environment): URL | undefined {
  if (proxyUrl !== undefined) return parseProxy(proxyUrl);
  const name = server.protocol === 'http:' ? 'HTTP_PROXY' : 'HTTPS_PROXY';
  const proxy = env[name] || env[name.toLowerCase()];
  if (!proxy || isLoopback(server.hostname)) return undefined;
  const exceptions = env['NO_PROXY'] || env['no_proxy'] || '';
  if (exceptions.split(',').some((one) => isException(server, one.trim().toLowerCase()))) return undefined;
  return parseProxy(proxy.includes('://') ? proxy : `http://${proxy}`);
}

/** Throws where a proxy cannot be used. */
export function parseProxy(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ['http:', 'https:', 'socks5:', 'socks5h:'].includes(url.protocol)) return url;
  throw new ClusterFailure(
    'config',
    `The proxy address "${text.replace(/\/\/[^/@]*@/, '//')}" cannot be used.`, // without its password
    'Write one that begins with http://, https:// or socks5://.',
  );
}

function hostOf(server: URL): string {
  return server.hostname.replace(/^\[|\]$/g, '').toLowerCase();
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.startsWith('127.') || hostname === '[::1]';
}

/** `*`, `example.com` (with subdomains), `.example.com` (subdomains only), addresses, address ranges, each with a port or without. */
function isException(server: URL, exception: string): boolean {
  if (exception === '') return false;
  if (exception === '*') return true;
  const host = hostOf(server);
  const [range, bits] = exception.split('/');
  if (range !== undefined && bits !== undefined && isIP(range) && isIP(host)) {
    const list = new BlockList();
    list.addSubnet(range, Number(bits), isIP(range) === 6 ? 'ipv6' : 'ipv4');
    return list.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4');
  }
  const match = /^(.*?)(?::(\d+))?$/.exec(exception);
  const [name = '', port] = isIP(exception) ? [exception] : [match?.[1], match?.[2]];
  const own = server.port || (server.protocol === 'http:' ? '80' : '443');
  if (port !== undefined && port !== own) return false;
  if (name.startsWith('.') || name.startsWith('*.')) return host.endsWith(name.replace(/^\*/, ''));
  return host === name || host.endsWith(`.${name}`);
}

/** Options of the agent that goes straight to the server. */
export interface AgentOptions {
  readonly keepAlive: boolean;
  readonly maxSockets?: number;
  readonly [option: string]: unknown;
}

/** An agent that goes through a proxy. */
export function proxyAgent(server: URL, proxy: URL, options: AgentOptions): Agent {
  if (proxy.protocol.startsWith('socks')) return new SocksProxyAgent(proxy, options);
  const through = { ...options, proxy };
  return server.protocol === 'http:' ? new HttpProxyAgent(through) : new HttpsProxyAgent(through);
}
