import type { ListUse } from '../../cluster/resources/lists.ts';
import type { ResourceType } from '../../cluster/resources/discovery.ts';
import type { Session } from '../../cluster/session.ts';
import type { Look, Node, Tree } from '../node.ts';
import { failureNode } from './messageNode.ts';
import type { Place } from './placeNode.ts';
import { PlaceNode } from './placeNode.ts';

const CLUSTER_WIDE: Look = { label: 'Cluster-wide', icon: 'server', kind: 'clusterWide' };

const NAMESPACES: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  resource: 'namespaces',
  namespaced: false,
  verbs: ['list', 'watch'],
  shortNames: ['ns'],
  subresources: [],
};

/** A context: its namespaces, that of the context first, and what lies in none. */
export class ContextNode implements Node {
  readonly id: string;
  #look: Look;
  readonly #session: () => Session;
  readonly #tree: Tree;
  readonly #places = new Map<string, PlaceNode>();
  #use: ListUse | undefined;
  /** What was last shown. */
  #shape = '';

  constructor(name: string, session: () => Session, tree: Tree) {
    this.id = `context/${name}`;
    this.#look = { label: name, icon: 'server-environment', kind: 'context' };
    this.#session = session;
    this.#tree = tree;
  }

  get look(): Look {
    return this.#look;
  }

  /** What the kubeconfig says of it beyond its name. */
  show(more: Partial<Look>): void {
    const { label, icon, kind } = this.#look;
    this.#look = { label, ...(icon === undefined ? {} : { icon }), kind, ...more };
  }

  async children(): Promise<readonly Node[]> {
    try {
      const session = this.#session();
      this.#use ??= session.lists.use({ type: NAMESPACES }, () => this.#changed());
      const { list } = this.#use;
      await list.begun(Infinity);
      this.#shape = this.#shapeNow();
      const own = session.context.namespace;
      const listed = [...list.rows()].map(({ name }) => name).toSorted((a, b) => a.localeCompare(b, 'en'));
      // Where namespaces may not be listed, that of the context is still worth a try.
      const names = list.failure && listed.length === 0 ? [own] : listed;
      const failures = list.failure ? [failureNode(this.id, list.failure)] : [];
      const [first, rest] = [names.filter((name) => name === own), names.filter((name) => name !== own)];
      return [
        ...failures,
        this.#namespace('all', 'All namespaces', 'layers', undefined),
        ...[...first, ...rest].map((name) =>
          this.#namespace(`namespace/${name}`, name, 'symbol-namespace', name),
        ),
        this.#place('cluster', CLUSTER_WIDE, { namespaced: false }),
      ];
    } catch (error) {
      return [failureNode(this.id, error)];
    }
  }

  release(): void {
    this.#use?.release();
    this.#use = undefined;
  }

  #changed(): void {
    if (this.#shapeNow() !== this.#shape) this.#tree.changed(this);
  }

  #shapeNow(): string {
    const { list } = this.#use ?? {};
    return [list?.failure?.message ?? '', ...[...(list?.rows() ?? [])].map(({ name }) => name)].join('\n');
  }

  #namespace(key: string, label: string, icon: string, namespace: string | undefined): Node {
    const isOwn = namespace !== undefined && namespace === this.#session().context.namespace;
    const look = { label, icon, kind: 'namespace', ...(isOwn ? { description: 'of the context' } : {}) };
    return this.#place(key, look, { namespaced: true, namespace });
  }

  #place(key: string, look: Look, place: Place): Node {
    let node = this.#places.get(key);
    if (!node) {
      node = new PlaceNode(this.#session(), this.#tree, `${this.id}/${key}`, look, place);
      this.#places.set(key, node);
    }
    return node;
  }
}
