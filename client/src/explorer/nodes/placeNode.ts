import type { Discovery } from '../../cluster/resources/discovery.ts';
import type { Session } from '../../cluster/session.ts';
import { byCategory, CATEGORIES } from '../categories.ts';
import type { Pin } from '../choices.ts';
import { namespacePin } from '../choices.ts';
import type { Look, Node, Tree } from '../node.ts';
import { SlowAnswer } from '../patience.ts';
import type { Lesson } from '../teaching/lesson.ts';
import { kindsLesson } from '../teaching/lesson.ts';
import { ApplicationsNode } from './applicationsNode.ts';
import { failureNode, messageNode } from './messageNode.ts';
import { HelmNode } from './helmNode.ts';
import { KindNode } from './kindNode.ts';

/** Which objects a place holds: those of one namespace, of all, or those without one. */
export type Place =
  | { readonly namespaced: true; readonly namespace: string | undefined }
  | { readonly namespaced: false };

/** A namespace, all of them, or what lies in none: the categories that hold kinds there, and below them the kinds. */
export class PlaceNode implements Node {
  readonly id: string;
  readonly pin?: Pin;
  readonly #session: Session;
  readonly #tree: Tree;
  readonly #place: Place;
  readonly #discovery: SlowAnswer<Discovery>;
  #look: Look;
  #applications: ApplicationsNode | undefined;
  /** Kept while the kinds of the cluster stay the same, and with them what is open below. */
  #known: { readonly discovery: Discovery; readonly nodes: readonly Node[] } | undefined;

  constructor(session: Session, tree: Tree, id: string, look: Look, place: Place) {
    this.id = id;
    this.#look = look;
    this.#session = session;
    this.#tree = tree;
    this.#place = place;
    this.#discovery = new SlowAnswer(
      () => session.discovery(),
      () => tree.changed(this),
    );
    if (place.namespaced && place.namespace !== undefined)
      this.pin = namespacePin(session.context.name, place.namespace);
  }

  get look(): Look {
    return this.#look;
  }

  show(look: Look): void {
    this.#look = look;
  }

  /** The namespace it is; `undefined` for all of them, and for what lies in none. */
  get namespace(): string | undefined {
    return this.#place.namespaced ? this.#place.namespace : undefined;
  }

  get context(): string {
    return this.#session.context.name;
  }

  async lessons(): Promise<readonly Lesson[]> {
    if (this.#isByApplication) return this.#byApplication().lessons();
    return [kindsLesson(this.#place.namespaced)];
  }

  async children(): Promise<readonly Node[]> {
    if (this.#isByApplication) {
      this.#dropKinds();
      return this.#byApplication().children();
    }
    if (this.#applications) this.#tree.dropped(this.#applications);
    this.#applications = undefined;
    try {
      const discovery = await this.#discovery.get();
      if (!discovery) return [messageNode(`${this.id}/...`, 'loading')];
      if (this.#known?.discovery !== discovery) {
        this.#dropKinds();
        this.#known = { discovery, nodes: this.#nodes(discovery) };
      }
      return this.#known.nodes;
    } catch (error) {
      return [failureNode(this.id, error)];
    }
  }

  release(): void {
    this.#applications?.release();
  }

  /** Their rows make way for others. */
  #dropKinds(): void {
    for (const node of this.#known?.nodes ?? []) this.#tree.dropped(node);
    this.#known = undefined;
  }

  get #isByApplication(): boolean {
    return this.#place.namespaced && this.#tree.choices.grouping === 'application';
  }

  #byApplication(): ApplicationsNode {
    const namespace = this.#place.namespaced ? this.#place.namespace : undefined;
    this.#applications ??= new ApplicationsNode(this.#session, this.#tree, this, namespace);
    return this.#applications;
  }

  #nodes({ types, missing }: Discovery): readonly Node[] {
    const isNamespaced = this.#place.namespaced;
    const found = byCategory(types, isNamespaced);
    const namespace = this.#place.namespaced ? this.#place.namespace : undefined;
    const notes = missing.map((group) =>
      messageNode(`${this.id}/missing/${group}`, `${group} does not answer`, {
        icon: 'warning',
        mood: 'warning',
        tooltip: `The server behind the API group ${group} does not answer, so its kinds are missing here.`,
      }),
    );
    const events = types.find((type) => isNamespaced && type.group === '' && type.kind === 'Event');
    const eventRows = events
      ? [new KindNode(this.#session, this.#tree, this.id, { type: events, namespace, icon: 'history' })]
      : [];
    const order = isNamespaced ? CATEGORIES : CATEGORIES.toSorted(nodesFirst);
    const categories = order.flatMap(({ name, icon }): Node[] => {
      const own = found.get(name);
      if (!own) return [];
      const id = `${this.id}/${name}`;
      const kinds = own.map((type) => new KindNode(this.#session, this.#tree, id, { type, namespace }));
      const helm =
        isNamespaced && name === 'Workloads' ? [new HelmNode(this.#session, this.#tree, id, namespace)] : [];
      const children = [...kinds, ...helm];
      const look = isNamespaced && name === 'Cluster' ? OTHER : { label: name, icon, kind: 'category' };
      return [{ id, look, children: () => children }];
    });
    return [...notes, ...categories, ...eventRows];
  }
}

/** Kubernetes' own kinds beyond the usual ones, such as leases, which have little to do with the cluster as such. */
const OTHER: Look = { label: 'Other', icon: 'ellipsis', kind: 'category' };

/** What the cluster consists of is looked for more often than what else lies in no namespace. */
function nodesFirst(a: { readonly name: string }, b: { readonly name: string }): number {
  return Number(b.name === 'Cluster') - Number(a.name === 'Cluster');
}
