import { isNetworkPolicy } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';
import { policyPeers } from './peers.ts';

export default defineCheck({
  id: 'api-netpol-peer',
  title: 'A peer of a NetworkPolicy is given by selectors or by addresses',
  category: 'network',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['NetworkPolicy'],
  on: 'object',
  fix: null,
  check({ resource, environment, report }) {
    if (!isNetworkPolicy(resource)) return;
    for (const peer of policyPeers(resource)) {
      const block = peer.at('ipBlock');
      const selectors = ['podSelector', 'namespaceSelector']
        .map((key) => peer.at(key))
        .filter(({ exists }) => exists);
      if (block.exists && selectors[0]) {
        report(peer, 'a peer has an `ipBlock` or selectors, not both: make two peers of it', {
          at: block.at('cidr'),
        });
      } else if (
        !block.exists &&
        selectors.length === 0 &&
        !environment.partial &&
        (peer.isMap || !peer.exists)
      ) {
        report(peer, 'this peer is empty: write `podSelector: {}` or `namespaceSelector: {}` for all pods');
      }
    }
  },
});
