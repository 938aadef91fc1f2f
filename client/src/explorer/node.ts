import type { ContextColor } from '../cluster/change/policy.ts';
import type { Mood } from './mood.ts';
import type { Choices, Pin } from './choices.ts';
import type { Lesson } from './teaching/lesson.ts';

/** How a row of the tree looks. */
export interface Look {
  readonly label: string;
  /** Shown behind the label, less prominent. */
  readonly description?: string;
  /** Name of a codicon (https://code.visualstudio.com/api/references/icons-in-labels). */
  readonly icon?: string;
  readonly mood?: Mood;
  /** Of the icon, chosen by the user. */
  readonly color?: ContextColor;
  readonly tooltip?: string;
  /** What a screen reader says; the label and the description if left out. */
  readonly spoken?: string;
  /** What the row's menu depends on. */
  readonly kind: string;
  /** Whether something says that it is not to be deleted; the menu depends on that, too. */
  readonly isLocked?: boolean;
  /** Whether somebody has it rest: a suspended CronJob, a cordoned node. */
  readonly isResting?: boolean;
}

/** A row of the explorer. Knows nothing of the editor that shows it. */
export interface Node {
  /** The same for the same thing as long as the tree lives. */
  readonly id: string;
  readonly look: Look;
  readonly children?: () => Promise<readonly Node[]> | readonly Node[];
  /** Never has children, though its class may. */
  readonly isLeaf?: boolean;
  /** Name of its context, where it has to do with one. */
  readonly context?: string;
  /** How it is kept when it is pinned. */
  readonly pin?: Pin;
  /** The requests that it makes, and the commands that do the same. */
  readonly lessons?: () => Promise<readonly Lesson[]> | readonly Lesson[];
  /** What the commands of its menu ask, and the commands that do the same. */
  readonly actionLessons?: () => Promise<readonly Lesson[]> | readonly Lesson[];
  /** What a click does. */
  readonly act?: () => void;
  /** Ends what keeps its children up to date. The next call of `children` begins anew. */
  readonly release?: () => void;
}

/** What nodes may ask of the tree they stand in. */
export interface Tree {
  readonly choices: Choices;
  /** The children of a node have changed; without a node, the roots. */
  readonly changed: (node?: Node) => void;
  /** A node is gone for good, with all below it: nothing keeps them up to date any more. */
  readonly dropped: (node: Node) => void;
}
