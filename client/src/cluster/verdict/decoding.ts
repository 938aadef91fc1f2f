import type { Saying } from './saying.ts';

/**
 * What the API server says when it cannot read an object, or when the object does not fit its schema: these answers have no list of causes
 * (https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation).
 */
export function decodingSayings(message: string): Saying[] {
  const found = [
    ...duplicateKeys(message),
    ...unknownFields(message),
    ...schemaErrors(message),
    ...wrongTypes(message),
  ];
  return (found.length > 0 ? found : withoutPlace(message)).map((one) => ({ ...one, isReading: true }));
}

/** `line 15: key "taint" already set in map`, of the text as it was sent. */
function duplicateKeys(message: string): Saying[] {
  return [...message.matchAll(/line (\d+): key "((?:[^"\\]|\\.)*)" already set in map/g)].map(
    ([, line, key = '']) => ({
      severity: 'error',
      message: `duplicate field "${key}": only one of them can count`,
      paths: [],
      line: { number: Number(line), key },
    }),
  );
}

/** `strict decoding error: unknown field "spec.replica", duplicate field "spec.x"`. */
function unknownFields(message: string): Saying[] {
  return [...message.matchAll(/(unknown|duplicate) field "((?:[^"\\]|\\.)+)"/g)].map(
    ([, what = '', field = '']) => notAField(what, field.replaceAll('\\"', '"')),
  );
}

/** A field that is not known, or is there twice; its place says where it is. */
export function notAField(what: string, path: string): Saying {
  const [, key, word] = /(?:\[["']?([^\]"']+)["']?\]|([^.[\]]+))$/.exec(path) ?? [];
  return {
    severity: 'error',
    message: `${what} field "${key ?? word ?? path}"`,
    paths: [path],
    onKey: true,
  };
}

/** `failed to create typed patch object (shop/web; apps/v1, Kind=Deployment): .spec.replica: field not declared in schema`, one or many. */
function schemaErrors(message: string): Saying[] {
  const [, said] = /failed to create typed [^(]*\([^)]*\): ([\s\S]*)/.exec(message) ?? [];
  if (said === undefined) return [];
  const lines = said.startsWith('errors:') ? said.split('\n').slice(1) : [said];
  return lines.flatMap((line) => {
    const [, path = '', what = ''] =
      /^\s*(\.(?:"(?:[^"\\]|\\.)*"|[^":]|:(?! ))+): ([\s\S]*)/.exec(line) ?? [];
    return path === '' ? [] : [schemaSaying(path, what)];
  });
}

function schemaSaying(path: string, what: string): Saying {
  if (what === 'field not declared in schema') return notAField('unknown', path);
  const [, index] = /^element (\d+): /.exec(what) ?? [];
  const [, item] = /^duplicate entries for key (\[.*\])$/.exec(what) ?? [];
  return {
    severity: 'error',
    message: what
      .replace(/&value\.valueUnstructured\{Value:([\s\S]*)\}$/, '$1')
      .replace(/&\{([\s\S]*)\}$/, '$1'),
    paths: index === undefined ? [path] : [`${path}[${index}]`],
    ...(item === undefined ? {} : { paths: [`${path}${item}`, path] }),
  };
}

/** `json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32`: a path without indices. */
function wrongTypes(message: string): Saying[] {
  const found =
    /cannot unmarshal (string|bool|array|object|number(?: [-+\d.eE]+)?) into Go struct field [^. ]+\.(\S+) of type (\S+)/.exec(
      message,
    );
  if (!found) return [];
  const [, type = '', field = '', wanted] = found;
  return [{ severity: 'error', message: `${type} where ${wanted} is wanted`, paths: [field], type }];
}

/** What the server names no field for; a value or a kind of value may still tell. */
function withoutPlace(message: string): Saying[] {
  const said = message.replace(
    /^.*?(?:cannot be handled as an? \w+|unable to convert unstructured object to [^:]+): /s,
    '',
  );
  const say = (rest: Partial<Saying>): Saying[] => [{ severity: 'error', message: said, paths: [], ...rest }];
  if (/quantities must match|unable to parse quantity/.test(message)) return say({ amiss: 'quantity' });
  if (message.includes('illegal base64')) return say({ amiss: 'base64' });
  if (/cannot convert float64 to int/.test(message)) return say({ amiss: 'number' });
  const [, number] = /cannot unmarshal number (\S+) into/.exec(message) ?? [];
  if (number !== undefined) return say({ values: [number] });
  const [, time] = /parsing time "((?:[^"\\]|\\.)*)"/.exec(message) ?? [];
  if (time === undefined) return said === message ? [] : say({ values: [] });
  return say({ values: [time.replace(/^\\"|\\"$/g, '')] });
}
