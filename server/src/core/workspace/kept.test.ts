import { describe, expect, it } from 'vitest';
import { Kept, KeptLists, Mark, Reads, sameItems } from './kept.ts';

/** A clock with things that change. */
class Store {
  readonly reads = new Reads();
  revision = 0;
  readonly #values = new Map<string, { value: string; mark: Mark }>();

  set(key: string, value: string): void {
    this.revision++;
    const known = this.#values.get(key);
    const mark = known?.mark ?? new Mark();
    mark.changedAt = this.revision;
    this.#values.set(key, { value, mark });
  }

  get(key: string): string {
    const known = this.#values.get(key);
    if (known) this.reads.note(known.mark);
    return known?.value ?? '';
  }
}

describe('Kept', () => {
  it('computes again only when something that it read has changed', () => {
    const store = new Store();
    store.set('a', '1');
    store.set('b', '1');
    let runs = 0;
    const kept = new Kept(store, () => `${++runs} ${store.get('a')}`);
    expect(kept.value).toBe('1 1');
    store.set('b', '2');
    expect(kept.value).toBe('1 1');
    store.set('a', '2');
    expect(kept.value).toBe('2 2');
  });

  it('has not changed for its readers when it is the same again', () => {
    const store = new Store();
    store.set('a', 'x,y');
    let runs = 0;
    const parts = new Kept(store, () => store.get('a').trim().split(','), sameItems);
    const reader = new Kept(store, () => `${++runs} ${parts.value.join('+')}`);
    expect(reader.value).toBe('1 x+y');
    store.set('a', ' x,y ');
    expect(reader.value).toBe('1 x+y');
    store.set('a', 'x,z');
    expect(reader.value).toBe('2 x+z');
  });

  it('notices a change in what it no longer asks for, and then no more', () => {
    const store = new Store();
    store.set('which', 'a');
    store.set('a', '1');
    store.set('b', '2');
    let runs = 0;
    const kept = new Kept(store, () => `${++runs} ${store.get(store.get('which'))}`);
    expect(kept.value).toBe('1 1');
    store.set('which', 'b');
    expect(kept.value).toBe('2 2');
    store.set('a', '3');
    expect(kept.value).toBe('2 2');
  });
});

/** The letters of each word of `a`, by the word's first letter. */
function listsOf(store: Store): KeptLists<string, string> {
  return new KeptLists(store, () => {
    const words = store.get('a').split(' ');
    return new Map(words.map((word) => [word[0] ?? '', word.split('')]));
  });
}

describe('KeptLists', () => {
  it('lets who reads one list alone while another changes', () => {
    const store = new Store();
    store.set('a', 'one two');
    const lists = listsOf(store);
    let runs = 0;
    const reader = new Kept(store, () => `${++runs} ${lists.get('o').join('')} ${lists.get('z').join('')}`);
    expect(reader.value).toBe('1 one ');
    store.set('a', 'one three');
    expect(reader.value).toBe('1 one ');
    store.set('a', 'one three zero');
    expect(reader.value).toBe('2 one zero');
    store.set('a', 'three');
    expect(reader.value).toBe('3  ');
  });

  it('tells who only counts of another length, not of other members', () => {
    const store = new Store();
    store.set('a', 'one');
    const lists = listsOf(store);
    let runs = 0;
    const reader = new Kept(store, () => `${++runs} ${lists.count('o')}`);
    expect(reader.value).toBe('1 3');
    store.set('a', 'oil');
    expect(reader.value).toBe('1 3');
    store.set('a', 'oils');
    expect(reader.value).toBe('2 4');
  });

  it('forgets keys that nothing has once there are many, and whoever read one learns of it all the same', () => {
    const store = new Store();
    store.set('a', 'one');
    const lists = listsOf(store);
    const reader = new Kept(store, () => lists.get('t').join(''));
    expect(reader.value).toBe('');
    for (let key = 0; key < 6000; key++) lists.get(`k${key}`);
    store.set('a', 'one more');
    expect(lists.get('m')).toEqual(['m', 'o', 'r', 'e']);
    expect(reader.value).toBe('');
    store.set('a', 'two');
    expect(reader.value).toBe('two');
  });
});
