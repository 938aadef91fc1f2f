import type { RowQuery } from '../../cluster/resources/rowList.ts';
import type { Row } from '../../cluster/resources/table.ts';
import { RELEASE_SELECTOR, SECRETS } from '../../cluster/look/helm.ts';
import type { Session } from '../../cluster/session.ts';
import type { Mood } from '../mood.ts';
import type { Look, Node, Tree } from '../node.ts';
import type { Lesson } from '../teaching/lesson.ts';
import { releaseLessons } from '../teaching/lookLessons.ts';
import { ageOf } from '../ago.ts';
import type { ObjectRow } from './listNode.ts';
import { ListNode } from './listNode.ts';

/** The Helm releases of a namespace, or of all. Read from the labels of Helm's Secrets; what is in them is not asked for. */
export class HelmNode extends ListNode {
  readonly id: string;
  readonly look: Look = { label: 'Helm releases', kind: 'helm' };
  readonly #namespace: string | undefined;

  constructor(session: Session, tree: Tree, parent: string, namespace?: string) {
    super(session, tree);
    this.id = `${parent}/helm`;
    this.#namespace = namespace;
  }

  get context(): string {
    return this.session.context.name;
  }

  protected override get emptyText(): string {
    return 'no releases';
  }

  protected async queries(): Promise<readonly RowQuery[]> {
    const namespace = this.#namespace;
    const query = { type: SECRETS, labelSelector: RELEASE_SELECTOR };
    return [{ ...query, ...(namespace === undefined ? {} : { namespace }) }];
  }

  /** What another revision replaced is history. */
  protected shows({ labels }: Row): boolean {
    return labels?.['name'] !== undefined && labels['status'] !== 'superseded';
  }

  protected node(row: Row): ObjectRow {
    return new ReleaseNode(this.session.context.name, this.id, row, this.#namespace === undefined);
  }
}

/** A release of Helm. */
export class ReleaseNode implements Node, ObjectRow {
  readonly id: string;
  readonly context: string;
  readonly isLeaf = true;
  readonly #showsNamespace: boolean;
  #row: Row;

  constructor(context: string, parent: string, row: Row, showsNamespace: boolean) {
    this.id = `${parent}/${row.uid}`;
    this.context = context;
    this.#row = row;
    this.#showsNamespace = showsNamespace;
  }

  get row(): Row {
    return this.#row;
  }

  get name(): string {
    return this.#row.labels?.['name'] ?? '';
  }

  get namespace(): string {
    return this.#row.namespace ?? '';
  }

  get look(): Look {
    const { status = '', version = '' } = this.#row.labels ?? {};
    const age = ageOf(this.#row.created, Date.now());
    const summary = `${status} · revision ${version} · ${age}`;
    return {
      label: this.name,
      description: this.#showsNamespace ? `${this.namespace} · ${summary}` : summary,
      icon: 'package',
      mood: MOODS[status] ?? 'warning',
      spoken: `Helm release ${this.name}, ${summary}`,
      kind: 'release',
    };
  }

  lessons(): readonly Lesson[] {
    return releaseLessons(this);
  }

  update(row: Row): void {
    this.#row = row;
  }

  growsOlder(last: number, now: number): boolean {
    return ageOf(this.#row.created, last) !== ageOf(this.#row.created, now);
  }
}

const MOODS: Readonly<Record<string, Mood>> = { deployed: 'ok', failed: 'error', uninstalled: 'quiet' };
