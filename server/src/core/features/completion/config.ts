import { LATEST_MINOR, OLDEST_MINOR, formatVersion } from '../../kinds/versions.ts';
import { escapeSnippet } from '../../manifest/render.ts';
import type { Place } from '../place/place.ts';
import { knownIds } from './checkIds.ts';
import type { FeatureContext } from './context.ts';
import type { Suggestion } from './suggestion.ts';
import { snippetEdit } from './suggestion.ts';
import { valueSuggestion } from './values.ts';

const SETTINGS: readonly (readonly [key: string, snippet: string, detail: string])[] = [
  [
    'kubernetesVersion',
    `"\${1:${formatVersion(LATEST_MINOR)}}"`,
    'the version that the manifests are written for',
  ],
  ['checks', '\n  $0', 'severities and options of single checks'],
  ['ignore', '\n  - $0', 'globs of files that are not checked'],
];
const LEVELS = ['off', 'information', 'warning', 'error'];

/** What can stand in `.kube-guardrails.yaml`. */
export function configSuggestions(place: Place, { checks }: FeatureContext): Suggestion[] {
  const [section, id, option] = place.path;
  if (place.role === 'value') {
    if (section === 'kubernetesVersion') return versionValues(place);
    const isLevel =
      section === 'checks' && id !== undefined && (option === undefined || option === 'severity');
    return isLevel ? LEVELS.map((level, rank) => ({ ...valueSuggestion(place, level), rank })) : [];
  }
  const present = place.entries(place.path.length);
  const key = (label: string, snippet: string, detail: string): Suggestion[] => {
    const rest = place.hasColon ? '' : snippet.startsWith('\n') ? `:${snippet}` : `: ${snippet}`;
    const edit = snippetEdit(place.word, escapeSnippet(label) + rest);
    return present.has(label) ? [] : [{ label, kind: 'field', detail, edit, rank: 1 }];
  };
  if (section === undefined) return SETTINGS.flatMap(([name, snippet, detail]) => key(name, snippet, detail));
  if (section !== 'checks') return [];
  if (id === undefined) {
    return knownIds(checks).flatMap((known) => key(known.id, `\${1|${LEVELS.join(',')}|}`, known.title));
  }
  const options = checks.find((check) => check.id === id)?.options ?? {};
  return [
    ...key('severity', `\${1|${LEVELS.join(',')}|}`, 'how severe its findings are'),
    ...Object.entries(options).flatMap(([name, spec]) => {
      const detail = (spec as { description: string }).description;
      return key(name, '$0', detail);
    }),
  ];
}

function versionValues(place: Place): Suggestion[] {
  const versions = ['latest'];
  for (let minor = LATEST_MINOR; minor >= OLDEST_MINOR; minor--) versions.push(formatVersion(minor));
  return versions.map((version, rank) => ({ ...valueSuggestion(place, version), rank }));
}
