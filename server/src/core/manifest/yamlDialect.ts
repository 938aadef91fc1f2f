import type { ScalarTag, Tags } from 'yaml';

/** The dialect of the API machinery, for the YAML library. */
export const API_DIALECT = { version: '1.1', schema: 'yaml-1.1', customTags: goTags } as const;

/**
 * The scalars of go-yaml (https://github.com/kubernetes-sigs/yaml): no times, `0o17` is a number, and a number has a digit where
 * the library is content with `.` or `e8`.
 */
function goTags(tags: Tags): Tags {
  const octal: ScalarTag = {
    tag: 'tag:yaml.org,2002:int',
    default: true,
    test: /^[-+]?0o[0-7]+$/,
    resolve: (source) => Number(source.replace(/^[-+]/, '')) * (source.startsWith('-') ? -1 : 1),
  };
  const kept = tags.filter(
    (tag) => typeof tag === 'string' || (tag.format !== 'TIME' && !tag.tag.endsWith(':timestamp')),
  );
  return [
    octal,
    ...kept.map((tag) => (isFloat(tag) ? { ...tag, test: tag.format === 'EXP' ? EXPONENT : FLOAT } : tag)),
  ];
}

const EXPONENT = /^[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)[eE][-+]?[0-9]+$/;
const FLOAT = /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)$/;

/** A number with a point or an exponent; `.inf` and `.nan` are another tag. */
function isFloat(tag: Tags[number]): tag is ScalarTag {
  if (typeof tag === 'string' || !tag.tag.endsWith(':float') || tag.collection) return false;
  return tag.test?.test('1.5') === true || tag.test?.test('1e5') === true;
}
