import type { ClusterContext } from './context.ts';
import type { Policy } from './change/policy.ts';
import type { Discovery } from './resources/discovery.ts';
import { discover } from './resources/discovery.ts';
import { Lists } from './resources/lists.ts';
import { Shared } from './resources/shared.ts';
import { Connection } from './transport/connection.ts';
import type { ConnectionOptions } from './transport/connection.ts';
import type { UsageList } from './usage/usageList.ts';

/** How long the kinds of a cluster are believed, in milliseconds. */
const DISCOVERY_LIFE = 10 * 60_000;

/** What is known of one context while it is in use: its connection, its kinds, its live lists. */
export class Session {
  readonly context: ClusterContext;
  readonly connection: Connection;
  readonly lists: Lists;
  /** What pods and nodes use, where somebody looks. */
  readonly usage = new Shared<UsageList>();
  readonly #policy: () => Policy;
  #discovery: { readonly value: Promise<Discovery>; readonly at: number } | undefined;

  constructor(context: ClusterContext, options: ConnectionOptions) {
    this.context = context;
    this.connection = new Connection(context, options);
    this.lists = new Lists(this.connection);
    this.#policy = options.policy ?? (() => 'readOnly');
  }

  /** What may be done in the context, as the settings have it by now. */
  get policy(): Policy {
    return this.#policy();
  }

  /** The kinds of the cluster; asked once, and again when a definition was added. */
  discovery(): Promise<Discovery> {
    if (this.#discovery && performance.now() - this.#discovery.at < DISCOVERY_LIFE)
      return this.#discovery.value;
    const value = discover(this.connection);
    const entry = { value, at: performance.now() };
    this.#discovery = entry;
    value.catch(() => {
      if (this.#discovery === entry) this.#discovery = undefined;
    });
    return value;
  }

  /** Asks for the kinds anew next time. */
  forgetDiscovery(): void {
    this.#discovery = undefined;
  }

  close(): void {
    this.lists.close();
    this.usage.close();
    this.connection.close();
  }
}
