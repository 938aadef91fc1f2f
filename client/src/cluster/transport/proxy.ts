import { BlockList, isIP } from 'node:net';
import { ClusterFailure } from '../failure.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy on the way to a server: the kubeconfig's `proxy-url`, else what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say, as Go reads them
 * (https://pkg.go.dev/golang.org/x/net/http/httpproxy).
 */
export function proxyFor(server: URL, proxyUrl: string | undefined, env: Environment): URL | undefined {
  if (proxyUrl !== undefined) return parseProxy(proxyUrl);
  const name = server.protocol === 'http:' ? 'HTTP_PROXY' : 'HTTPS_PROXY';
  const proxy = env[name] || env[name.toLowerCase()];
  if (!proxy || isLoopback(server)) return undefined;
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

/** Without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
}

export function portOf(url: URL): number {
  return Number(url.port) || (DEFAULT_PORTS[url.protocol] ?? 1080);
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

function isLoopback(server: URL): boolean {
  const host = hostOf(server);
  return host === 'localhost' || (isIP(host) === 4 && host.startsWith('127.')) || host === '::1';
}

/** `*`, `example.com` (with subdomains), `.example.com` (subdomains only), addresses, address ranges; all but ranges with a port or without. */
function isException(server: URL, exception: string): boolean {
  if (exception === '') return false;
  if (exception === '*') return true;
  const host = hostOf(server);
  const [range = '', bits] = exception.split('/');
  if (bits !== undefined) return isIP(host) > 0 && isInRange(host, range, bits);
  const { name, port } = withPort(exception);
  if (name === '' || (port !== undefined && port !== portOf(server))) return false;
  if (isIP(name)) return isIP(host) > 0 && isInRange(host, name, isIP(name) === 6 ? '128' : '32');
  const suffix = name.replace(/^\*\./, '.');
  return suffix.startsWith('.') ? host.endsWith(suffix) : host === name || host.endsWith(`.${name}`);
}

/** `name`, `name:port`, `[address]:port`; an IPv6 address has colons of its own. */
function withPort(text: string): { readonly name: string; readonly port?: number } {
  const match = isIP(text) ? null : /^(?:\[(.*)\]|([^:]*)):(\d+)$/.exec(text);
  if (!match) return { name: text.replace(/^\[(.*)\]$/, '$1') };
  return { name: match[1] ?? match[2] ?? '', port: Number(match[3]) };
}

function isInRange(host: string, range: string, bits: string): boolean {
  const version = isIP(range);
  if (version === 0 || !/^\d+$/.test(bits) || Number(bits) > (version === 6 ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(range, Number(bits), version === 6 ? 'ipv6' : 'ipv4');
  return list.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4');
}
