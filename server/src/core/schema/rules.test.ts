import { describe, expect, it } from 'vitest';
import { SCHEMAS } from '../../../../test/harness/schemas.ts';
import { BuiltInSchemas } from './builtIn.ts';
import { readRules, ruledTypes, rulesOf } from './facts/rules.ts';
import { isForm } from './formats.ts';

describe('rules of the API server', () => {
  it('are read from what the tables write', () => {
    const { fields, unions, consequences } = readRules(
      'name!:dns-label size:1..5 kinds[]=A|B note+ one(a|b) type=A>>a',
    );
    expect(fields.get('name')).toMatchObject({ required: true, filled: true, formats: ['dns-label'] });
    expect(fields.get('size')).toMatchObject({ required: false, minimum: 1, maximum: 5 });
    expect(fields.get('kinds[]')).toMatchObject({ values: ['A', 'B'] });
    expect(fields.get('note')).toMatchObject({ required: false, filled: true });
    expect(unions).toEqual([{ names: ['a', 'b'], needed: true, several: false, empty: false }]);
    expect(consequences).toEqual([{ field: 'type', values: ['A'], needs: 'a', only: true }]);
  });

  it('are refused where they say nothing', () => {
    expect(() => readRules('name!!')).toThrow('name!!');
  });

  it.each(ruledTypes())('%s is a type with these fields', (type) => {
    const pack = SCHEMAS.builtIn();
    const known = new Set<string>();
    for (const minor of pack?.minors ?? []) {
      const schemas = pack && new BuiltInSchemas(pack, minor);
      for (const definition of Object.keys(pack?.definitions ?? {})) {
        const schema = schemas?.definition(definition);
        if (definition !== type && schema?.name !== type) continue;
        for (const name of schema?.fields?.keys() ?? []) known.add(name);
      }
    }
    const { fields, unions, consequences } = rulesOf(type, type) ?? readRules('');
    const named = [
      ...fields.keys(),
      ...unions.flatMap(({ names }) => names),
      ...consequences.flatMap(({ field, needs }) => [field, needs]),
    ];
    expect(named.filter((name) => !known.has(/^[\w-]+/.exec(name)?.[0] ?? name))).toEqual([]);
    const forms = [...fields.values()].flatMap(({ formats }) => formats);
    expect(forms.filter((form) => !isForm(form))).toEqual([]);
  });
});
