import * as tls from 'node:tls';
import type { SecureContext } from 'node:tls';

let common: { readonly text: string | undefined } | undefined;
let shared: SecureContext | undefined;
/** By the certificate of the client, which is part of it. */
const contexts = new WeakMap<Buffer, SecureContext>();

/**
 * Who may have signed a server's certificate where nobody is named, in PEM: those that Node brings along (NODE_EXTRA_CA_CERTS included)
 * and those of the system, which are what client-go takes. `undefined` where the system has no others. Reading them takes 20 to 50 ms, so
 * it is done at the first connection, and once.
 */
export function commonAuthorities(): string | undefined {
  common ??= { text: readCommon() };
  return common.text;
}

function readCommon(): string | undefined {
  // Older editors have a Node without it, and not every system lets itself be asked.
  const read = tls.getCACertificates as typeof tls.getCACertificates | undefined;
  try {
    const known = new Set(read?.('default'));
    const more = [...new Set(read?.('system'))].filter((one) => !known.has(one));
    return more.length === 0 ? undefined : [...known, ...more].join('\n');
  } catch {
    return undefined;
  }
}

interface Pair {
  readonly certificate?: Buffer | undefined;
  readonly key?: Buffer | undefined;
}

/** TLS that trusts the common authorities and may show a client certificate. Without system authorities, what Node does by itself. */
export function commonTrust({ certificate, key }: Pair = {}): { readonly secureContext?: SecureContext } {
  const ca = commonAuthorities();
  if (ca === undefined) return {};
  if (!certificate || !key) return { secureContext: (shared ??= tls.createSecureContext({ ca })) };
  const secureContext = contexts.get(certificate) ?? tls.createSecureContext({ ca, cert: certificate, key });
  contexts.set(certificate, secureContext);
  return { secureContext };
}
