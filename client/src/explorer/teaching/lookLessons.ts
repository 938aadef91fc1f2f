import type { ReleasePlace } from '../../cluster/look/helm.ts';
import { releaseQuery, SECRETS } from '../../cluster/look/helm.ts';
import { revisionsPath } from '../../cluster/look/revisions.ts';
import { collectionPath, withQuery } from '../../cluster/resources/address.ts';
import type { ResourceType } from '../../cluster/resources/discovery.ts';
import type { Row } from '../../cluster/resources/table.ts';
import type { Lesson } from './lesson.ts';
import { JSON_TYPE, nameOf, objectLesson, placeOf } from './lesson.ts';

/** What comparing an object asks, and looking at its revisions. */
export function lookLessons(type: ResourceType, row: Row): readonly Lesson[] {
  const { name, namespace = '' } = row;
  const compare: Lesson = {
    ...objectLesson(type, row),
    action: 'Compare with Selected',
    about: 'each of the two as a whole; the differences are worked out here',
  };
  const path = type.group === 'apps' ? revisionsPath(type.kind, namespace) : undefined;
  if (path === undefined) return [compare];
  const revisions: Lesson = {
    action: 'Show Revisions',
    about: `those of the namespace, of which those of ${name} are shown; --revision=1 shows one`,
    path: withQuery(path, { limit: 500 }),
    accept: JSON_TYPE,
    kubectl: ['rollout', 'history', `${nameOf(type)}/${name}`, ...placeOf(type, namespace)],
  };
  return [compare, revisions];
}

/** What looking at a Helm release asks: its revisions are Secrets, which helm unpacks as we do. */
export function releaseLessons(release: ReleasePlace): readonly Lesson[] {
  const { name, namespace } = release;
  const query = releaseQuery(release);
  const { labelSelector, fieldSelector } = query;
  const place = ['--namespace', namespace];
  const lesson: Lesson = {
    about: 'the Secrets in which Helm keeps its revisions',
    path: withQuery(collectionPath(SECRETS, namespace), query),
    accept: JSON_TYPE,
    kubectl: ['get', 'secrets', ...place, '--selector', labelSelector, '--field-selector', fieldSelector],
  };
  return [
    { ...lesson, action: 'Show History of the Release', helm: ['history', name, ...place] },
    { ...lesson, action: 'Show Values of the Release', helm: ['get', 'values', name, ...place] },
    {
      ...lesson,
      action: 'Compare Two Revisions of the Release',
      about: 'the same; what differs is worked out here',
      helm: ['get', 'manifest', name, ...place, '--revision', '1'],
    },
  ];
}

/** What the rights of a ServiceAccount are worked out from. */
export function accessLessons({ name, namespace = '' }: Row): readonly Lesson[] {
  const group = { group: 'rbac.authorization.k8s.io', version: 'v1' };
  const account = `system:serviceaccount:${namespace}:${name}`;
  return ['clusterrolebindings', 'rolebindings'].map((resource) => ({
    action: 'What May This Account Do?',
    about: `the ${resource}, and then the roles that they give it; kubectl asks the server instead`,
    path: withQuery(collectionPath({ ...group, resource, namespaced: false }), { limit: 500 }),
    accept: JSON_TYPE,
    kubectl: ['auth', 'can-i', '--list', '--as', account, '--namespace', namespace],
  }));
}
