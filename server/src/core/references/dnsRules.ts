import type { Field } from '../manifest/field.ts';

/** Ports on which the DNS of a cluster is reached: pods of OpenShift's listen on 5353. */
const PORTS = [53, 5353];

/** Whether an egress rule of a NetworkPolicy lets pods ask the cluster's DNS. */
export function allowsDns(rule: Field, namespace: string | undefined): boolean {
  const ports = rule.at('ports').items();
  const open = ports.length === 0 || ports.some((port) => !port.at('port').exists);
  if (!open) return ports.some(isDnsPort);
  const peers = rule.at('to').items();
  return peers.length === 0 || peers.some((peer) => mayBeDns(peer, namespace));
}

function isDnsPort(entry: Field): boolean {
  const port = entry.at('port');
  const { number } = port;
  if (number === undefined) return /dns|domain|\$[{(]/.test(port.written ?? '');
  const end = entry.at('endPort').number ?? number;
  return PORTS.some((one) => number <= one && one <= end);
}

/** Whether the pods of the cluster's DNS, or its address, may be among a peer. */
function mayBeDns(peer: Field, namespace: string | undefined): boolean {
  if (peer.at('ipBlock').exists) return true;
  const text = peer.source.text.slice(...rangeOf(peer));
  if (/dns/i.test(text)) return true;
  const namespaces = peer.at('namespaceSelector');
  if (!namespaces.exists) return namespace === 'kube-system';
  const isAll =
    namespaces.isMap &&
    namespaces.entries().every((entry) => entry.entries().length === 0 && entry.items().length === 0);
  return (isAll || /kube-system/.test(text)) && !hasLabels(peer.at('podSelector'));
}

function hasLabels(selector: Field): boolean {
  return selector.entries().some((entry) => entry.entries().length > 0 || entry.items().length > 0);
}

function rangeOf({ node }: Field): [number, number] {
  return [node?.range?.[0] ?? 0, node?.range?.[1] ?? 0];
}

/** Whether a rule allows connections that names are needed for: not to single addresses. */
export function needsNames(rule: Field): boolean {
  const peers = rule.at('to').items();
  return peers.length === 0 || peers.some((peer) => !isNarrow(peer.at('ipBlock', 'cidr').string));
}

function isNarrow(cidr: string | undefined): boolean {
  if (cidr === undefined) return false;
  const length = Number(cidr.split('/')[1] ?? 0);
  return cidr.includes(':') ? length >= 120 : length >= 24;
}
