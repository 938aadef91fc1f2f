import type { Minor } from '../kinds/versions.ts';
import type { Field } from '../manifest/field.ts';
import type { Container, ContainerRole, PodTemplate } from '../manifest/pods.ts';
import type { Resource } from '../manifest/resource.ts';
import type { TextEdit } from '../text.ts';
import type { Slot, Workspace } from '../workspace.ts';

export type Severity = 'error' | 'warning' | 'information';
/** Who says so: the YAML specification, the OpenAPI schema, the API server beyond its schema, or we. */
export type Basis = 'yaml' | 'schema' | 'api' | 'guardrail';
export type Category =
  | 'resources'
  | 'images'
  | 'services'
  | 'probes'
  | 'security'
  | 'rbac'
  | 'network'
  | 'availability'
  | 'workload'
  | 'storage'
  | 'deprecation'
  | 'metadata'
  | 'engine'
  | 'custom';

/** A place outside of the checked document: a file and where the document starts in it. A `Slot` is one. */
export interface Origin {
  readonly uri: string;
  readonly start: number;
}

/** An edit of the checked document, or of another one if `origin` says so. */
export interface Edit extends TextEdit {
  readonly origin?: Origin;
}

/** A repair. Computed only when asked for. */
export interface Fix {
  readonly title: string;
  /** Keeps behaviour, or only repairs what cannot work: may be applied to all findings at once. */
  readonly safe: boolean;
  readonly edits: () => readonly Edit[];
}

export interface Related {
  readonly field: Field;
  readonly message: string;
  /** Where the field lies, if not in the checked document. */
  readonly origin?: Origin;
}

export interface ReportDetails {
  readonly fixes?: readonly Fix[];
  readonly related?: readonly RelatedPlace[];
  readonly tags?: readonly ('deprecated' | 'unnecessary')[];
  /** Severity of this finding, where it is not that of the check. A configured severity wins. */
  readonly severity?: Severity;
  /** Underline the key and not the value. */
  readonly onKey?: boolean;
  /** What to underline, where the field itself is absent or too large to be. */
  readonly at?: Field;
}

/** A related place is a field, or a span of a file that is no manifest, such as a Dockerfile. */
export type RelatedPlace =
  | Related
  | { readonly span: { start: number; end: number }; readonly message: string; readonly origin: Origin };

/** An option of a check, as the config file and the settings give it. */
export type OptionSpec =
  | { readonly type: 'string'; readonly default: string; readonly description: string }
  | { readonly type: 'number'; readonly default: number; readonly description: string }
  | { readonly type: 'boolean'; readonly default: boolean; readonly description: string }
  | { readonly type: 'strings'; readonly default: readonly string[]; readonly description: string };

export type OptionTable = Readonly<Record<string, OptionSpec>>;
export type OptionValue = string | number | boolean | readonly string[];
export type OptionValues<O extends OptionTable> = {
  readonly [K in keyof O]: O[K]['type'] extends 'string'
    ? string
    : O[K]['type'] extends 'number'
      ? number
      : O[K]['type'] extends 'boolean'
        ? boolean
        : readonly string[];
};

/** What LimitRanges of the namespace give a container that says nothing (https://kubernetes.io/docs/concepts/policy/limit-range/). */
export interface LimitRangeDefaults {
  /** Resource names with a default request; a default limit is one, too. */
  readonly requests: ReadonlySet<string>;
  readonly limits: ReadonlySet<string>;
}

/** What an object check may know beyond the object. Interned: the same surroundings are the same value. */
export interface Environment {
  readonly version: Minor;
  /** Part of a whole, such as a Kustomize patch: what is absent may stand elsewhere. */
  readonly partial: boolean;
  /** Whether Kustomize writes selectors, so that one that is not here is made. */
  readonly selectorsAreSet: boolean;
  readonly limitRange: LimitRangeDefaults | undefined;
  /** What Kustomize patches add wherever the object is deployed, as `container limits.memory`; `*` is anything, `securityContext` any security settings. */
  readonly patchedResources: ReadonlySet<string>;
  /** Names of images whose version Kustomize sets, whatever the manifest says. */
  readonly pinnedImages: ReadonlySet<string>;
  /** Whether a check is on for this file, for checks that step back behind another. */
  readonly isOn: (id: string) => boolean;
}

export interface ObjectContext<O extends OptionTable = OptionTable> {
  /** The field that the check asked for with `on`. */
  readonly target: Field;
  readonly resource: Resource;
  /** Set for `on: 'pod'` and `on: 'container'`. */
  readonly pod: PodTemplate | undefined;
  /** Set for `on: 'container'`. */
  readonly container: Container | undefined;
  readonly environment: Environment;
  readonly options: OptionValues<O>;
  readonly report: (field: Field, message: string, details?: ReportDetails) => void;
}

export interface WorkspaceContext<O extends OptionTable = OptionTable> extends ObjectContext<O> {
  readonly workspace: Workspace;
  /** Where the checked object lies. */
  readonly slot: Slot;
}

export type ContainerRoles = readonly ContainerRole[];

export interface CheckMeta<O extends OptionTable = OptionTable> {
  /** Kebab-case; the file's name. */
  readonly id: string;
  /** What should hold, in one sentence without a full stop. */
  readonly title: string;
  readonly category: Category;
  /** Severity unless configured otherwise. */
  readonly severity: Severity | 'off';
  /** `guardrail` unless said otherwise. */
  readonly basis?: Basis;
  /** Kinds it speaks of; all that hold its target if left out. */
  readonly kinds?: readonly string[];
  /** What the engine walks for it: whole objects, the pod specs in them, or the containers in these. */
  readonly on: 'object' | 'pod' | 'container';
  /** Roles of containers it looks at; all but ephemeral if left out. */
  readonly containers?: ContainerRoles;
  /** What its fix is: an edit, a value to be confirmed, or a new document. `null`: there is none. */
  readonly fix: { readonly kind: 'edit' | 'placeholder' | 'document'; readonly safe: boolean } | null;
  /** Ids of the same rule in other tools. */
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
  /** The Pod Security Standard that asks for it (https://kubernetes.io/docs/concepts/security/pod-security-standards/). */
  readonly pss?: 'baseline' | 'restricted';
  readonly options?: O;
}

/** Sees one object. Its findings are kept as long as the object and its environment stay the same. */
export interface ObjectCheck<O extends OptionTable = OptionTable> extends CheckMeta<O> {
  readonly scope: 'object';
  check(context: ObjectContext<O>): void;
}

/** Also sees the other objects, through the workspace. Its findings are kept until something that it asked for changes. */
export interface WorkspaceCheck<O extends OptionTable = OptionTable> extends CheckMeta<O> {
  readonly scope: 'workspace';
  check(context: WorkspaceContext<O>): void;
}

export type Check<O extends OptionTable = OptionTable> = ObjectCheck<O> | WorkspaceCheck<O>;

/** A check whose option types no longer matter, as the engine holds them. */
export type AnyCheck = Check<any>; // oxlint-disable-line typescript/no-explicit-any

export function defineCheck<const O extends OptionTable = Record<never, never>>(
  check: ObjectCheck<O>,
): ObjectCheck<O>;
export function defineCheck<const O extends OptionTable = Record<never, never>>(
  check: WorkspaceCheck<O>,
): WorkspaceCheck<O>;
export function defineCheck(check: AnyCheck): AnyCheck {
  return check;
}
