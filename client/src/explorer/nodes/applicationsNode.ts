import type { RowList, RowQuery } from '../../cluster/resources/rowList.ts';
import type { Row } from '../../cluster/resources/table.ts';
import type { Session } from '../../cluster/session.ts';
import { applicationOf } from '../application.ts';
import type { Mood } from '../mood.ts';
import type { Look, Node, Tree } from '../node.ts';
import { ListNode } from './listNode.ts';
import { ObjectNode } from './objectNode.ts';

/** What makes up an application, by group. Each is a list of its own, so there are not more. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  apps: ['Deployment', 'StatefulSet', 'DaemonSet'],
  batch: ['CronJob', 'Job'],
  '': ['Pod', 'Service', 'ConfigMap', 'Secret', 'PersistentVolumeClaim'],
  'networking.k8s.io': ['Ingress'],
};
const NONE = 'Without an application';

/** The objects of a place by the application that their labels name, but for those that a controller made. */
export class ApplicationsNode extends ListNode {
  readonly id: string;
  readonly look: Look = { label: 'Applications', kind: 'applications' };
  readonly #namespace: string | undefined;
  readonly #groups = new Map<string, ApplicationNode>();

  /** Stands in for `place`, whose children it has. */
  constructor(session: Session, tree: Tree, place: Node, namespace: string | undefined) {
    super(session, {
      choices: tree.choices,
      dropped: (node) => tree.dropped(node),
      changed: (node) => tree.changed(node === this ? place : (this.#groupOf(node) ?? node)),
    });
    this.id = `${place.id}/applications`;
    this.#namespace = namespace;
  }

  protected override get emptyText(): string {
    return this.tree.choices.filter ? 'nothing that matches the filter' : super.emptyText;
  }

  protected async queries(): Promise<readonly RowQuery[]> {
    const { types } = await this.session.discovery();
    const namespace = this.#namespace;
    return types.flatMap((type) =>
      KINDS[type.group]?.includes(type.kind)
        ? [{ type, ...(namespace === undefined ? {} : { namespace }) }]
        : [],
    );
  }

  protected shows(row: Row, _query: RowQuery, list: RowList): boolean {
    return row.owner === undefined && (this.tree.choices.filter?.matches(row, list.columns) ?? true);
  }

  protected override sectionOf(row: Row): string {
    return applicationOf(row) ?? '';
  }

  protected node(row: Row, list: RowList, { type }: RowQuery): ObjectNode {
    const parent = `${this.id}/${this.sectionOf(row)}`;
    const showsNamespace = this.#namespace === undefined;
    return new ObjectNode(this.session, this.tree, parent, {
      type,
      row,
      list,
      showsNamespace,
      showsKind: true,
    });
  }

  /** Applications by name; what belongs to none comes last. */
  protected override arranged(nodes: readonly ObjectNode[]): readonly Node[] {
    const members = Map.groupBy(nodes, ({ row }) => this.sectionOf(row));
    for (const name of this.#groups.keys()) if (!members.has(name)) this.#groups.delete(name);
    const names = [...members.keys()].toSorted(
      (a, b) => Number(a === '') - Number(b === '') || a.localeCompare(b, 'en'),
    );
    return names.map((name) => {
      const group = this.#groups.get(name) ?? new ApplicationNode(`${this.id}/${name}`, name);
      group.members = members.get(name) ?? [];
      this.#groups.set(name, group);
      return group;
    });
  }

  #groupOf(node: Node | undefined): Node | undefined {
    return [...this.#groups.values()].find(({ members }) => members.some((one) => one === node));
  }
}

/** An application: how it is says its worst object. */
class ApplicationNode implements Node {
  readonly id: string;
  members: readonly ObjectNode[] = [];
  readonly #name: string;

  constructor(id: string, name: string) {
    this.id = id;
    this.#name = name;
  }

  get look(): Look {
    const moods = this.members.map(({ look }) => look.mood);
    const mood = (['error', 'warning', 'ok'] satisfies Mood[]).find((one) => moods.includes(one));
    const bad = moods.filter((one) => one === 'error' || one === 'warning').length;
    const count = this.members.length === 1 ? '1 object' : `${this.members.length} objects`;
    const label = this.#name === '' ? NONE : this.#name;
    const description = bad === 0 ? count : `${count}, ${bad} not well`;
    return {
      label,
      description,
      icon: this.#name === '' ? 'question' : 'layers',
      ...(mood ? { mood } : {}),
      spoken: this.#name === '' ? `${label}, ${description}` : `Application ${label}, ${description}`,
      kind: 'application',
    };
  }

  children(): readonly Node[] {
    return this.members;
  }
}
