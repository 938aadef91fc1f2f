import { defineCheck } from '../check.ts';

/** What the API server takes where nothing is written. */
const [QUEUES, HAND] = [64, 8];
const MOST_BITS = 60;

export default defineCheck({
  id: 'api-flow-queues',
  title: 'A flow is dealt to fewer queues than there are',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['PriorityLevelConfiguration'],
  on: 'object',
  fix: null,
  check({ target, resource, environment, report }) {
    if (resource.group !== 'flowcontrol.apiserver.k8s.io' || environment.partial) return;
    const queuing = target.at('spec', 'limited', 'limitResponse', 'queuing');
    if (!queuing.isMap) return;
    const [queues, hand] = [queuing.at('queues'), queuing.at('handSize')];
    const [deck, size] = [queues.number || QUEUES, hand.number || HAND];
    if (deck < 1 || size < 1) return;
    const at = hand.exists ? hand : queues;
    if (size > deck)
      report(hand, `a hand of ${size} cannot be dealt from ${deck} queues: write at most ${deck}`, { at });
    else if (Math.ceil(Math.log2(deck) * size) > MOST_BITS) {
      const most = Math.floor(MOST_BITS / Math.log2(deck));
      report(hand, `a hand of ${size} from ${deck} queues is too large: write at most ${most}`, { at });
    }
  },
});
