/** The parts of an image reference, `registry/path:tag@digest` (https://github.com/distribution/reference). */
export interface ImageReference {
  /** `docker.io` where none is written. */
  readonly registry: string;
  /** The path without registry, tag and digest. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Reads an image reference; `undefined` for text that is none, such as one with spaces or a variable that may hold a tag. */
export function parseImage(text: string): ImageReference | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const match =
    /^([^\s:@]+(?::\d+(?=\/))?[^\s:@]*)(?::([\w][\w.-]{0,127}))?(?:@([\w+.-]+:[0-9A-Fa-f]+))?$/.exec(text);
  if (!match?.[1]) return undefined;
  const [, name, tag, digest] = match;
  if (!tag && !digest && /[^\w./-][^/]*$/.test(name)) return undefined; // `${IMAGE}`, `<image>`
  const slash = name.indexOf('/');
  const first = name.slice(0, slash);
  const hasRegistry = slash > 0 && (/[.:]/.test(first) || first === 'localhost');
  return {
    registry: hasRegistry ? first : 'docker.io',
    repository: hasRegistry ? name.slice(slash + 1) : name,
    tag,
    digest,
  };
}

/** No registry takes longer ones, and they would only cost time. */
const MAX_LENGTH = 1000;
