import type { FailureKind } from '../../cluster/failure.ts';
import type { ListUse } from '../../cluster/resources/lists.ts';
import type { Discovery, ResourceType } from '../../cluster/resources/discovery.ts';
import type { RowList } from '../../cluster/resources/rowList.ts';
import type { Session } from '../../cluster/session.ts';
import { namespacePin } from '../choices.ts';
import type { Look, Node, Tree } from '../node.ts';
import { PATIENCE, SlowAnswer } from '../patience.ts';
import type { Lesson } from '../teaching/lesson.ts';
import { listLesson } from '../teaching/lesson.ts';
import { goingText } from '../status.ts';
import { COLLATOR } from './listNode.ts';
import { KindNode } from './kindNode.ts';
import { failureNode, messageNode } from './messageNode.ts';
import type { Place } from './placeNode.ts';
import { PlaceNode } from './placeNode.ts';

const CLUSTER_WIDE: Look = { label: 'Cluster-wide', icon: 'server', kind: 'clusterWide' };

const ALL_NAMESPACES: Look = { label: 'All namespaces', icon: 'layers', kind: 'allNamespaces' };

/** After these, whatever is asked of the cluster fails in the same way. */
const NO_WAY = new Set<FailureKind>([
  'unreachable',
  'unauthorized',
  'certificate',
  'proxy',
  'plugin',
  'config',
]);

/** What may be listed, watched and deleted where namespaces are rows of a context. */
export const NAMESPACES: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  resource: 'namespaces',
  namespaced: false,
  verbs: ['list', 'watch', 'delete'],
  shortNames: ['ns'],
  subresources: [],
};

/** A context: its namespaces, that of the context first, and what lies in none. */
export class ContextNode implements Node {
  readonly id: string;
  readonly context: string;
  #look: Look;
  readonly #session: () => Session;
  readonly #tree: Tree;
  readonly #discovery: SlowAnswer<Discovery>;
  readonly #shortcuts = new Map<string, KindNode>();
  readonly #places = new Map<string, PlaceNode>();
  #use: ListUse | undefined;
  /** What was last shown. */
  #shape = '';

  constructor(name: string, session: () => Session, tree: Tree) {
    this.id = `context/${name}`;
    this.context = name;
    this.#look = { label: name, icon: 'server-environment', kind: 'context' };
    this.#session = session;
    this.#tree = tree;
    this.#discovery = new SlowAnswer(
      () => session().discovery(),
      () => tree.changed(this),
    );
  }

  get look(): Look {
    return this.#look;
  }

  /** Whether its cluster is being asked. */
  get isOpen(): boolean {
    return this.#use !== undefined;
  }

  /** What the kubeconfig says of it beyond its name. */
  show(more: Partial<Look>): void {
    const { label, icon, kind } = this.#look;
    this.#look = { label, ...(icon === undefined ? {} : { icon }), kind, ...more };
  }

  lessons(): readonly Lesson[] {
    return [listLesson({ type: NAMESPACES })];
  }

  async children(): Promise<readonly Node[]> {
    try {
      const session = this.#session();
      this.#use ??= session.lists.use({ type: NAMESPACES }, () => this.#changed());
      const { list } = this.#use;
      const [pinned] = await Promise.all([this.#pinnedKinds(session), list.begun(PATIENCE)]);
      this.#shape = this.#shapeNow();
      const waits = list.state === 'loading' && list.size === 0;
      const failures = list.failure ? [failureNode(this.id, list.failure, () => list.tryNow())] : [];
      // Below there is nothing but the same failure, unless it was seen before.
      if (list.size === 0 && list.failure && NO_WAY.has(list.failure.kind)) return failures;
      const rows = [
        ...failures,
        ...(list.failure?.kind === 'forbidden' ? [this.#addNode()] : []),
        ...(waits ? [messageNode(`${this.id}/...`, 'loading')] : []),
        ...pinned,
        this.#place('cluster', CLUSTER_WIDE, { namespaced: false }),
        this.#place('all', ALL_NAMESPACES, { namespaced: true, namespace: undefined }),
        ...this.#namespaces(session, list),
      ];
      this.#dropAllBut(new Set(rows));
      return rows;
    } catch (error) {
      return [failureNode(this.id, error)];
    }
  }

  release(): void {
    this.#use?.release();
    this.#use = undefined;
  }

  /** Namespaces that are deleted and kinds that are no longer pinned go, though the editor has them open. */
  #dropAllBut(rows: ReadonlySet<Node>): void {
    for (const nodes of [this.#places, this.#shortcuts])
      for (const [key, node] of nodes) {
        if (rows.has(node)) continue;
        nodes.delete(key);
        this.#tree.dropped(node);
      }
  }

  #changed(): void {
    if (this.#shapeNow() !== this.#shape) this.#tree.changed(this);
  }

  #shapeNow(): string {
    const { list } = this.#use ?? {};
    return [
      list?.state === 'loading',
      list?.failure?.message ?? '',
      ...[...(list?.rows() ?? [])].map((row) => `${row.name} ${row.locked} ${goingText(row)}`),
    ].join('\n');
  }

  /** Those that are pinned first, then that of the context, then the others by name. */
  #namespaces({ context }: Session, list: RowList): Node[] {
    const { choices } = this.#tree;
    const listed = [...list.rows()].map(({ name }) => name);
    const typed = choices.namespaces(context.name).filter((name) => !listed.includes(name));
    // Where namespaces may not be listed, that of the context is still worth a try.
    const guessed = list.failure && !listed.includes(context.namespace) ? [context.namespace] : [];
    const rows = new Map([...list.rows()].map((row) => [row.name, row]));
    const isPinned = (name: string): boolean => choices.isPinned(namespacePin(context.name, name));
    const rank = (name: string): number => (isPinned(name) ? 0 : name === context.namespace ? 1 : 2);
    const names = [...new Set([...listed, ...typed, ...guessed])].toSorted(
      (a, b) => rank(a) - rank(b) || COLLATOR.compare(a, b),
    );
    return names.map((name) => {
      const row = rows.get(name);
      const isLocked = row?.locked === true;
      const going = row ? goingText(row) : '';
      const notes = [
        ...(going === '' ? [] : [going]),
        ...(name === context.namespace ? ['of the context'] : []),
        ...(typed.includes(name) ? ['typed by hand'] : []),
        ...(isLocked ? ['locked'] : []),
      ];
      const look: Look = {
        label: name,
        icon: isPinned(name) ? 'pinned' : 'symbol-namespace',
        ...(going === '' ? {} : { mood: 'warning' }),
        ...(notes.length > 0 ? { description: notes.join(', ') } : {}),
        spoken: [isPinned(name) ? 'Pinned namespace' : 'Namespace', name, ...notes].join(' '),
        kind: [
          'namespace',
          ...(typed.includes(name) ? ['typed'] : []),
          ...(isPinned(name) ? ['pinned'] : []),
        ].join('.'),
        isLocked,
      };
      return this.#place(`namespace/${name}`, look, { namespaced: true, namespace: name });
    });
  }

  /** Kinds that were pinned. What cannot be shown says so in its own row. */
  async #pinnedKinds(session: Session): Promise<Node[]> {
    const pins = this.#tree.choices.pins(session.context.name).filter((pin) => pin.startsWith('kind/'));
    if (pins.length === 0) return [];
    const id = `${this.id}/pinned`;
    const discovery = await this.#discovery.get().catch((error: unknown) => failureNode(id, error));
    if (!discovery) return [messageNode(`${id}/...`, 'loading what is pinned')];
    if ('look' in discovery) return [discovery];
    const { types, missing } = discovery;
    return pins.flatMap((pin): Node[] => {
      const [, place = '', group = '', resource = ''] = pin.split('/');
      const type = types.find((one) => one.group === group && one.resource === resource);
      if (!type)
        return [
          this.#lostNode(
            pin,
            `${resource}${group === '' ? '' : `.${group}`}`,
            missing.some((one) => one.split('/')[0] === group),
          ),
        ];
      const known = this.#shortcuts.get(pin);
      if (known) return [known];
      const namespace = place === '*' || place === '' ? undefined : place;
      const node = new KindNode(session, this.#tree, `${id}/${place}`, { type, namespace, isShortcut: true });
      this.#shortcuts.set(pin, node);
      return [node];
    });
  }

  /** A pinned kind that the cluster does not serve, for now or for good. */
  #lostNode(key: string, label: string, isSilent: boolean): Node {
    const description = isSilent ? 'the server behind its API group does not answer' : 'is not served here';
    return {
      id: `${this.id}/pinned/lost/${key}`,
      context: this.context,
      pin: { context: this.context, key },
      look: { label, description, icon: 'warning', mood: 'warning', kind: 'kind.pinned' },
    };
  }

  #addNode(): Node {
    const look = { label: 'Add a namespace by name', icon: 'add', kind: 'addNamespace' };
    return { id: `${this.id}/add`, look, context: this.context };
  }

  #place(key: string, look: Look, place: Place): Node {
    let node = this.#places.get(key);
    if (!node) {
      node = new PlaceNode(this.#session(), this.#tree, `${this.id}/${key}`, look, place);
      this.#places.set(key, node);
    }
    node.show(look);
    return node;
  }
}
