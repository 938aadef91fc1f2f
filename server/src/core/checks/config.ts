import { closest, distance } from 'fastest-levenshtein';
import type { Minor, Target, Wanted } from '../kinds/versions.ts';
import type { AnyCheck, OptionValue, Severity } from './check.ts';

export type Level = Severity | 'off';

export const LEVELS: readonly string[] = ['off', 'information', 'warning', 'error'];

/** What a config file or the editor says of one check. */
export interface CheckSetting {
  readonly severity?: Level;
  readonly waivers?: WaiverRule;
  readonly options: Readonly<Record<string, OptionValue>>;
}

/** Whether what a check finds may be waived in the manifests. */
export type WaiverRule = (typeof WAIVER_RULES)[number];

export const WAIVER_RULES = ['allowed', 'with-reason', 'forbidden'] as const;

/** Settings for a part of the objects. Every condition that is given must hold; those are globs, of which one must match. */
export interface Override {
  readonly files?: readonly string[];
  readonly kinds?: readonly string[];
  readonly namespaces?: readonly string[];
  readonly names?: readonly string[];
  readonly containers?: readonly string[];
  readonly checks: ReadonlyMap<string, CheckSetting>;
  /** Only where `files` is the only condition. */
  readonly version?: Wanted;
}

/** The conditions of an override, in the order in which they are documented. */
export const CONDITIONS = ['files', 'kinds', 'namespaces', 'names', 'containers'] as const;

export type Condition = (typeof CONDITIONS)[number];

/** A config file that has been read. What is wrong in it is left out, the rest applies. */
export interface ProjectConfig {
  readonly version: Wanted | undefined;
  /** Names of presets; `undefined`: the recommended one. */
  readonly extends: readonly string[] | undefined;
  readonly checks: ReadonlyMap<string, CheckSetting>;
  readonly overrides: readonly Override[];
  /** For checks of which nothing else is said. */
  readonly waivers: WaiverRule | undefined;
  readonly ignore: readonly string[];
  /** Checks that the file itself describes. */
  readonly customChecks: readonly AnyCheck[];
}

/** What holds for some objects. One value for all that the same overrides hold for: memos hang on its identity. */
export interface Profile {
  /** Differs from that of every other profile of its configuration. */
  readonly key: string;
  readonly level: (check: AnyCheck) => Level;
  readonly options: (check: AnyCheck) => Readonly<Record<string, OptionValue>>;
  /** Severity of a finding of the engine itself. */
  readonly engineLevel: (id: string) => Level;
  readonly waivers: (id: string) => WaiverRule;
  /** What holds for a container; `undefined` where it makes no difference which container it is. */
  readonly inContainer: ((name: string | undefined) => Profile) | undefined;
  /** Checks that are on for containers of some name, if not for all. */
  readonly isOnSomewhere: (check: AnyCheck) => boolean;
}

/** An object, or a file as a whole. */
export interface Subject {
  readonly uri: string;
  readonly resource?: {
    readonly kind: string;
    readonly namespace: string | undefined;
    readonly name: string | undefined;
  };
}

/** What holds for the files of a config file. Made anew whenever settings change. */
export interface ResolvedConfig extends Profile {
  readonly version: Minor;
  /** What a document is written for: what its own text names, else what holds for its file. */
  readonly targetOf: (uri: string, own?: Wanted) => Target;
  /** There are clusters of which one can be chosen, as in an editor. */
  readonly knowsClusters: boolean;
  /** The editor's settings or the command line leave out or turn off checks, so that less is found than by the config file. */
  readonly isNarrowed: boolean;
  readonly profile: (subject: Subject) => Profile;
}

/** The known word that a reader most likely meant, if any is close. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const longer = word.length >= 3 ? known.filter((one) => one.startsWith(word.toLowerCase())) : [];
  if (longer.length === 1) return longer[0];
  const best = closest(word.toLowerCase(), known);
  return distance(word.toLowerCase(), best) <= Math.max(1, Math.floor(best.length / 3)) ? best : undefined;
}
