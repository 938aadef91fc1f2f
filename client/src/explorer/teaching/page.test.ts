import { expect, test } from 'vitest';
import type { ResourceType } from '../../cluster/resources/discovery.ts';
import type { Row } from '../../cluster/resources/table.ts';
import type { Lesson } from './lesson.ts';
import { kindsLesson, listLesson, objectLesson } from './lesson.ts';
import { lessonPage } from './page.ts';
import { releaseLessons } from './lookLessons.ts';
import { shellLine } from './shell.ts';

const TYPE = { verbs: ['list'], shortNames: [], subresources: [], version: 'v1', namespaced: true };
const PODS: ResourceType = { ...TYPE, group: '', kind: 'Pod', resource: 'pods' };
const DEPLOYMENTS: ResourceType = { ...TYPE, group: 'apps', kind: 'Deployment', resource: 'deployments' };
const NODES: ResourceType = { ...TYPE, group: '', kind: 'Node', resource: 'nodes', namespaced: false };
const row = (name: string, namespace?: string): Row => ({ name, namespace }) as Row;

const TABLE: readonly (readonly [row: string, lesson: Lesson, path: string, command: string])[] = [
  [
    'kind',
    listLesson({ type: PODS, namespace: 'shop' }),
    '/api/v1/namespaces/shop/pods?limit=500',
    'get pods --namespace shop --watch',
  ],
  [
    'kind in all namespaces',
    listLesson({ type: DEPLOYMENTS }),
    '/apis/apps/v1/deployments?limit=500',
    'get deployments.apps --all-namespaces --watch',
  ],
  ['kind without namespaces', listLesson({ type: NODES }), '/api/v1/nodes?limit=500', 'get nodes --watch'],
  [
    'pods of a Service',
    listLesson({ type: PODS, namespace: 'shop', labelSelector: 'app=till,tier=web' }),
    '/api/v1/namespaces/shop/pods?limit=500&labelSelector=app%3Dtill%2Ctier%3Dweb',
    'get pods --namespace shop --selector app=till,tier=web --watch',
  ],
  [
    'events',
    listLesson({ type: PODS, namespace: 'shop', fieldSelector: 'involvedObject.name=web' }),
    '/api/v1/namespaces/shop/pods?limit=500&fieldSelector=involvedObject.name%3Dweb',
    'get pods --namespace shop --field-selector involvedObject.name=web --watch',
  ],
  [
    'object',
    objectLesson(DEPLOYMENTS, row('till', 'shop')),
    '/apis/apps/v1/namespaces/shop/deployments/till',
    'get deployments.apps till --namespace shop --output yaml',
  ],
  [
    'object without a namespace',
    objectLesson(NODES, row('n1')),
    '/api/v1/nodes/n1',
    'get nodes n1 --output yaml',
  ],
  [
    'object with a colon',
    objectLesson(
      { ...NODES, group: 'rbac.authorization.k8s.io', kind: 'ClusterRole', resource: 'clusterroles' },
      row('system:node'),
    ),
    '/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode',
    'get clusterroles.rbac.authorization.k8s.io system:node --output yaml',
  ],
  ['place', kindsLesson(true), '/apis', 'api-resources --namespaced=true --verbs list'],
];

test.each(TABLE)('%s', (_row, lesson, path, command) => {
  expect(lesson.path).toBe(path);
  expect(shellLine(lesson.kubectl)).toBe(command);
});

test.each([
  [['a', 'b c'], "a 'b c'"],
  [["it's"], `'it'\\''s'`],
  [['$HOME', '`id`', '"', ''], `'$HOME' '\`id\`' '"' ''`],
  [
    ['arn:aws:eks:eu-west-1:1:cluster/shop', 'jo@shop.example'],
    'arn:aws:eks:eu-west-1:1:cluster/shop jo@shop.example',
  ],
  [['a;b', 'a&b', 'a\nb', '~', '*', 'a!'], "'a;b' 'a&b' 'a\nb' '~' '*' 'a!'"],
])('quotes %j', (words, line) => {
  expect(shellLine(words)).toBe(line);
});

test('writes requests beside commands, and lets no name begin a line', () => {
  const lesson = objectLesson(NODES, row('n1'));
  const asker = {
    context: 'my cluster',
    server: 'https://example.com/k8s/',
    kubeconfig: '/home/jo/kube config',
  };
  expect(lessonPage('n1\nrm -rf', [lesson], asker))
    .toBe(`# What the row "n1 rm -rf" asks of the cluster, and the kubectl commands that do the same.
# Nothing here changes anything.

# the Node itself
# GET https://example.com/k8s/api/v1/nodes/n1
# Accept: application/json
kubectl --kubeconfig '/home/jo/kube config' --context 'my cluster' get nodes n1 --output yaml
`);
});

test('says which command of the menu asks, through which protocol, and what helm does', () => {
  const kubectl = ['exec', 'web', '--', 'sh'];
  const socket = { action: 'Open a Shell', protocol: 'v5.channel.k8s.io', path: '/exec', kubectl } as const;
  const [history] = releaseLessons({ name: 'web', namespace: 'shop' });
  const page = lessonPage(
    'web',
    [{ about: 'a program', accept: '*/*', ...socket }, ...(history ? [history] : [])],
    {
      context: 'test',
      server: 'https://example.com',
    },
  );
  expect(page).toContain(
    '# Nothing here changes anything, but for what you do in a shell or through a port.',
  );
  expect(page).toContain(`# Open a Shell: a program
# GET https://example.com/exec
# Upgrade: websocket, Sec-WebSocket-Protocol: v5.channel.k8s.io
kubectl --context test exec web -- sh
`);
  expect(page).toContain('\nhelm --kube-context test history web --namespace shop\n');
});
