import { expect, test } from 'vitest';
import { ManifestDocument } from './document.ts';
import { locate } from './locate.ts';
import type { Place } from './locate.ts';

const TEXT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app.kubernetes.io/name: web}
spec:
  replicas: 1.5
  template:
    spec:
      initContainers:
        - {name: setup, image: a}
      containers:
        - name: web
          image: b
          ports:
            - containerPort: 80
            - {containerPort: 80, protocol: UDP}
          resources: {limits: {cpu: 1x, example.com/gpu: 1}}
        - name: side
          image: c
data:
  a.b: {c.d: 1}
`;

const { root, text } = new ManifestDocument(TEXT);

/** Line and text of a place, with a question mark where the place itself is missing. */
function at(place: Partial<Place> | string): string {
  const { span, isExact } = locate(
    root,
    typeof place === 'string' ? { paths: [place] } : { paths: [], ...place },
  );
  const line = text.slice(0, span.start).split('\n').length;
  return `${line} ${text.slice(span.start, span.end)}${isExact ? '' : '?'}`;
}

test.for([
  ['spec.template.spec.containers[1].image', '20 c'],
  ['.spec.template.spec.containers[name="side"].image', '20 c'],
  ['/spec/template/spec/containers/1/image/', '20 c'],
  ['metadata.labels[app.kubernetes.io/name]', '5 web'],
  ['metadata.labels["app.kubernetes.io/name"]', '5 web'],
  ['metadata.labels.app.kubernetes.io/name', '5 web'],
  ['/metadata/labels/app.kubernetes.io~1name', '5 web'],
  ['data.a.b.c.d', '22 1'],
  ['spec.template.spec.containers[0].resources.limits.example.com/gpu', '18 1'],
  ['spec.template.spec.containers[name="web"].ports[containerPort=80,protocol="UDP"]', '17 containerPort'],
  ['spec.template.spec.containers[name="web"].ports[containerPort=80,protocol="TCP"]', '16 containerPort'],
  ['spec.template.spec.containers[0].securityContext.runAsNonRoot', '13 web?'],
  ['spec.template.spec.containers[7].image', '12 containers?'],
  ['spec.selector', '6 spec?'],
  ['spec.template.PodSpec.spec.containers.image', '14 b'],
  ['spec.Replicas', '7 1.5'],
  ['nothing', '2 Deployment?'],
  ['', '2 Deployment'],
] as const)('%s is at %s', ([path, place]) => {
  expect(at(path)).toBe(place);
});

test('finds places that are told otherwise', () => {
  expect(at({})).toBe('2 Deployment');
  expect(at({ line: { number: 8, key: 'replicas' } })).toBe('7 replicas');
  expect(at({ amiss: 'quantity' })).toBe('18 1x');
  expect(at({ amiss: 'number' })).toBe('7 1.5');
  expect(at({ values: ['c'] })).toBe('20 c');
  expect(at({ maybe: ['spec.nothing.at.all', 'spec.replicas'] })).toBe('7 1.5');
  expect(at({ maybe: ['spec.template.spec.hostNetwork'] })).toBe('9 spec?');
  expect(at({ maybe: ['a.b.c'] })).toBe('2 Deployment');
  expect(at({ paths: ['spec.nothing', 'spec.replicas'] })).toBe('7 1.5');
  expect(at({ paths: ['metadata.labels'], within: 'app.kubernetes.io/name' })).toBe(
    '5 app.kubernetes.io/name',
  );
  expect(at({ paths: ['metadata.labels'], within: 'web' })).toBe('5 web');
  expect(at({ paths: ['spec.replicas'], onKey: true })).toBe('7 replicas');
  expect(at({ paths: ['spec.template.spec.containers.ports.containerPort'], type: 'number 80' })).toBe(
    '16 80',
  );
});
