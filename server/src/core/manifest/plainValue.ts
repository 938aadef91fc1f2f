import { isScalar, isSeq } from 'yaml';
import { parseWithLibrary } from './yamlLibrary.ts';

/** Starts like a number or `~`, or is as short as `false`: may be no text. */
const UNCERTAIN = /^(?:[-+.~\d]|[A-Za-z]{1,5}$)/;
const NUMBER = /^(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?$/;
/** Numbers of other forms, and what looks like them; the YAML library knows which is which. */
const LIKE_NUMBER = /^[-+]?(?:\.?\d|\.(?:inf|nan)$)/i;
/** `250Mi`, `100m`: no number has such letters behind its digits. */
const WITH_UNIT = /^\d+[A-Za-z]*[g-np-wyzG-NP-WYZ][A-Za-z]*$/;
// https://yaml.org/type/bool.html, https://yaml.org/type/null.html
const YES = /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/;
const NO = /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/;
const NULL = /^(?:~|[Nn]ull|NULL)$/;
const MAX_VALUES = 5000;
const values = new Map<string, unknown>();

/** The value of a plain scalar, as the library reads it. */
export function plainValue(source: string): unknown {
  if (!UNCERTAIN.test(source)) return source;
  if (NUMBER.test(source)) return Number(source);
  if (YES.test(source)) return true;
  if (NO.test(source)) return false;
  if (NULL.test(source)) return null;
  if (!LIKE_NUMBER.test(source) || WITH_UNIT.test(source)) return source;
  if (values.has(source)) return values.get(source);
  const value = libraryValue(source);
  if (values.size >= MAX_VALUES) values.clear();
  values.set(source, value);
  return value;
}

function libraryValue(source: string): unknown {
  // In a list, where `---` is a text as well.
  const { contents } = parseWithLibrary(`- ${source}`);
  const item = isSeq(contents) ? contents.items[0] : undefined;
  return isScalar(item) ? item.value : source;
}
