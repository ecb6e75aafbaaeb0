import { parse } from 'svelte/compiler';
import { expect, test } from 'vitest';

/** Fields whose text is in no draft, each with the reason: `Component: label of the field`. */
const exceptions: Record<string, string> = {
  'AskSecret: codeLabel': 'a secret is kept nowhere',
  'AskSecret: label': 'a secret is kept nowhere',
  'LockScreen: words.vault.passphrase': 'a secret is kept nowhere',
  'LockScreen: words.vault.recoveryCode': 'a secret is kept nowhere',
  'MakePassphrase: label': 'a secret is kept nowhere',
  'MakePassphrase: words.vault.repeat': 'a secret is kept nowhere',
  'Rehearsal: words.vault.group(index + 1)': 'a secret is kept nowhere',
  'EraseClient: texts.typed(who.code)': 'it confirms an erasure, so it is typed each time',
  'AuditTrail: texts.from': 'a filter records nothing',
  'AuditTrail: texts.to': 'a filter records nothing',
  'Clients: words.clients.find': 'a search records nothing',
  'Picker: find': 'a search records nothing',
  'SearchDialog: words.shell.palette.label': 'a search records nothing',
  'KeptField: typed': 'a number is kept as soon as its field is left',
  'MissedPage: texts.by': 'a time is kept as soon as it is typed',
};

/** The classes that keep text as drafts, and the properties of a class that hold such objects. */
const drafts: Record<string, readonly string[] | null> = {
  Draft: null,
  FormDraft: null,
  MissedEditor: ['attempt', 'reason', 'remarks'],
  NoteEditor: ['drafts'],
};

/** Inputs into which nothing is typed. */
const notTyped = [
  'button',
  'checkbox',
  'color',
  'file',
  'hidden',
  'image',
  'radio',
  'range',
  'reset',
  'submit',
];

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
const part = (node: Node | null, key: string): Node | null => {
  const value = node?.[key];
  return isNode(value) ? value : null;
};
const parts = (node: Node, key: string): Node[] => {
  const value = node[key];
  return Array.isArray(value) ? value.filter(isNode) : [];
};
const nameOf = (node: Node | null): string => (typeof node?.name === 'string' ? node.name : '');

/** All nodes below a node, and the node itself. */
function* below(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* below(child);
  }
}

/** The place where the text of a field is kept: in a draft, by whoever gave the prop, or nowhere. */
type Home = { in: 'draft' } | { in: 'prop'; prop: string } | { in: 'nothing'; name: string };

/** One component, read by the parser of the Svelte compiler. */
class Component {
  readonly name: string;
  readonly #source: string;
  readonly #markup: Node;
  readonly #script: Node | null;

  constructor(file: string, source: string) {
    this.name = file.slice(file.lastIndexOf('/') + 1).replace('.svelte', '');
    this.#source = source;
    const root = parse(source, { modern: true }) as unknown as Node;
    this.#markup = part(root, 'fragment')!;
    this.#script = part(part(root, 'instance'), 'content');
  }

  text(node: Node): string {
    return this.#source.slice(node.start, node.end);
  }

  /** Every field in the markup: elements that take text, and the given components with the props that carry it. */
  *fields(carriers: ReadonlyMap<string, ReadonlySet<string>>): Generator<{ label: string; home: Home }> {
    for (const node of below(this.#markup)) {
      const attributes = parts(node, 'attributes');
      if (node.type === 'RegularElement' && takesText(node)) {
        yield this.#field(attributes, 'value');
      } else if (node.type === 'Component') {
        for (const prop of carriers.get(this.#imported(nameOf(node))) ?? []) {
          yield this.#field(attributes, prop);
        }
      }
    }
  }

  makesFormDraft(): boolean {
    return [...(this.#script ? below(this.#script) : [])].some(
      (node) => node.type === 'NewExpression' && nameOf(part(node, 'callee')) === 'FormDraft',
    );
  }

  uses(component: string): boolean {
    return [...below(this.#markup)].some((node) => node.type === 'Component' && nameOf(node) === component);
  }

  #field(attributes: Node[], prop: string): { label: string; home: Home } {
    const value = this.#expression(attributes.find((one) => one.name === prop));
    const label = this.#expression(attributes.find(({ name }) => name === 'label' || name === 'aria-label'));
    const home: Home = value ? this.#home(value) : { in: 'nothing', name: 'no value' };
    const named = label ? this.text(label) : home.in === 'nothing' ? home.name : prop;
    return { label: `${this.name}: ${named}`, home };
  }

  #expression(attribute: Node | undefined): Node | null {
    if (!attribute) return null;
    return part(attribute, 'expression') ?? part(part(attribute, 'value'), 'expression');
  }

  /** The name of the file behind the name of a component. */
  #imported(local: string): string {
    for (const declaration of this.#script ? parts(this.#script, 'body') : []) {
      const from = part(declaration, 'source')?.value;
      if (declaration.type !== 'ImportDeclaration' || typeof from !== 'string') continue;
      for (const specifier of parts(declaration, 'specifiers')) {
        if (nameOf(part(specifier, 'local')) !== local) continue;
        const file = from.slice(from.lastIndexOf('/') + 1);
        return file.endsWith('.svelte') ? file.replace('.svelte', '') : nameOf(part(specifier, 'imported'));
      }
    }
    return local;
  }

  #home(expression: Node): Home {
    // `bind:value={get, set}`: the text goes where `set` writes it.
    const [, set] = expression.type === 'SequenceExpression' ? parts(expression, 'expressions') : [];
    const written = set ? this.#writtenBy(set, 3) : [expression];
    const homes = written.map((target) => this.#homeOf(target));
    return (
      homes.find((home) => home.in === 'draft') ??
      homes.find((home) => home.in === 'prop') ??
      homes[0] ?? { in: 'nothing', name: this.text(expression) }
    );
  }

  /** Everything that a function assigns to, by itself or through functions of the component. */
  #writtenBy(written: Node, depth: number): Node[] {
    if (depth === 0) return [];
    const body = written.type === 'Identifier' ? this.#declared(nameOf(written))?.value : written;
    if (!body) return [];
    return [...below(body)].flatMap((node) => {
      const target = part(node, 'left');
      if (node.type === 'AssignmentExpression' && target)
        return target.type === 'ArrayPattern' ? parts(target, 'elements') : [target];
      const callee = part(node, 'callee');
      return node.type === 'CallExpression' && callee?.type === 'Identifier'
        ? this.#writtenBy(callee, depth - 1)
        : [];
    });
  }

  #homeOf(target: Node): Home {
    const path = pathOf(target);
    const [root = '', next] = path;
    const declared = this.#declared(root);
    const made = declared?.prop === undefined ? this.#classOf(root) : declared.type;
    const holder = made === null ? undefined : drafts[made];
    if (holder === null || (next !== undefined && holder?.includes(next))) return { in: 'draft' };
    if (declared?.prop !== undefined && path.length === 1) return { in: 'prop', prop: declared.prop };
    return { in: 'nothing', name: path.join('.') || this.text(target) };
  }

  /** The class of the object that a variable, or the object around it, was made with. */
  #classOf(variable: string): string | null {
    let value = this.#declared(variable)?.value ?? null;
    for (let depth = 0; value && depth < 5; depth += 1) {
      if (value.type === 'NewExpression') return nameOf(part(value, 'callee'));
      const made = [...below(value)].find(({ type }) => type === 'NewExpression');
      if (value.type === 'CallExpression' && nameOf(part(value, 'callee')) === 'untrack' && made)
        value = made;
      else value = this.#declared(pathOf(value)[0] ?? '')?.value ?? null;
    }
    return null;
  }

  /** A variable, function or prop of the component. */
  #declared(name: string): { value: Node | null; prop?: string; type: string | null } | null {
    if (name === '') return null;
    for (const statement of this.#script ? parts(this.#script, 'body') : []) {
      if (statement.type === 'FunctionDeclaration' && nameOf(part(statement, 'id')) === name)
        return { value: part(statement, 'body'), type: null };
      for (const declarator of parts(statement, 'declarations')) {
        const [id, value] = [part(declarator, 'id'), part(declarator, 'init')];
        if (nameOf(id) === name) return { value, type: null };
        if (id?.type !== 'ObjectPattern') continue;
        const property = parts(id, 'properties').find((one) => {
          const local = part(one, 'value');
          return nameOf(local?.type === 'AssignmentPattern' ? part(local, 'left') : local) === name;
        });
        if (!property) continue;
        if (nameOf(part(value, 'callee')) !== '$props') return { value, type: null };
        const prop = nameOf(part(property, 'key'));
        return { value: null, prop, type: this.#typeOfProp(prop) };
      }
    }
    return null;
  }

  #typeOfProp(prop: string): string | null {
    for (const node of this.#script ? below(this.#script) : []) {
      if (node.type !== 'TSPropertySignature' || nameOf(part(node, 'key')) !== prop) continue;
      const type = part(part(node, 'typeAnnotation'), 'typeAnnotation');
      return nameOf(part(type, 'typeName')) || null;
    }
    return null;
  }
}

/** `form.fields.reason` as its names. */
function pathOf(expression: Node): string[] {
  if (expression.type === 'Identifier') return [nameOf(expression)];
  const inner = part(expression, 'object') ?? part(expression, 'expression');
  if (!inner) return [];
  const property = part(expression, 'property');
  return [...pathOf(inner), ...(property ? [nameOf(property)] : [])];
}

function takesText(element: Node): boolean {
  const attribute = (name: string) => parts(element, 'attributes').find((one) => one.name === name);
  const literal = (name: string) => {
    const value = attribute(name)?.value;
    return Array.isArray(value) && isNode(value[0]) ? value[0].data : undefined;
  };
  if (attribute('contenteditable')) return true;
  // Nobody types into a field that is only there for its calendar.
  if (literal('aria-hidden') === 'true') return false;
  if (nameOf(element) === 'textarea') return true;
  return nameOf(element) === 'input' && !notTyped.includes(String(literal('type')));
}

const sources = import.meta.glob<string>('../**/*.svelte', { query: '?raw', import: 'default', eager: true });
const components = Object.entries(sources).map(([file, source]) => new Component(file, source));

/** The components through which text goes, each with the props that carry it. */
function carriersOf(all: readonly Component[]): Map<string, Set<string>> {
  const carriers = new Map<string, Set<string>>();
  let known = -1;
  for (
    let count = 0;
    count > known;
    count = [...carriers.values()].reduce((sum, { size }) => sum + size, 0)
  ) {
    known = count;
    for (const component of all) {
      for (const { home } of component.fields(carriers)) {
        if (home.in !== 'prop') continue;
        const props = carriers.get(component.name) ?? new Set();
        carriers.set(component.name, props.add(home.prop));
      }
    }
  }
  return carriers;
}

const looseIn = (all: readonly Component[]): string[] => {
  const carriers = carriersOf(all);
  const fields = all.flatMap((component) => [...component.fields(carriers)]);
  return fields.flatMap(({ label, home }) => (home.in === 'nothing' ? [label] : []));
};

test('each field that takes text is in a draft, or listed with a reason', () => {
  const names = components.map(({ name }) => name);
  expect(names.length, 'no two components have one name').toBe(new Set(names).size);
  const carriers = carriersOf(components);
  expect([...carriers.keys()].sort(), 'the fields are found').toEqual(
    expect.arrayContaining(['Field', 'SecretField', 'TermFields', 'TextArea']),
  );
  const loose = looseIn(components);
  expect(
    loose.filter((field) => !(field in exceptions)),
    'text that would be lost',
  ).toEqual([]);
  expect(
    Object.keys(exceptions).filter((field) => !loose.includes(field)),
    'exceptions that are none',
  ).toEqual([]);
});

test('each form with a draft offers to discard it', () => {
  // The form of a risk entry is RiskEntry, and a safety plan has a button of its own.
  const without = components.filter(
    (component) => component.makesFormDraft() && !component.uses('FoundDraft'),
  );
  expect(without.map(({ name }) => name).sort()).toEqual([
    'BegunEntry',
    'CheckEntry',
    'FlagEntry',
    'NewRiskEntry',
    'SafetyPlan',
    'Tray',
  ]);
  for (const name of ['RiskEntry', 'ContactAttempts']) {
    expect(components.find((one) => one.name === name)?.uses('FoundDraft'), name).toBe(true);
  }
});

test('a field with a state of its own is found', () => {
  const field = new Component(
    'Field.svelte',
    '<script>let { value = $bindable() } = $props();</script><input bind:value />',
  );
  const asFound = (script: string, markup: string) =>
    looseIn([field, new Component('Form.svelte', `<script>${script}</script>${markup}`)]);
  const byName = "import Field from './Field.svelte'; let text = $state('');";
  expect(asFound(byName, '<Field label={a} bind:value={text} />'), 'bound').toEqual(['Form: a']);
  expect(asFound(byName, '<Field label={a} bind:value={() => text, (typed) => (text = typed)} />')).toEqual([
    'Form: a',
  ]);
  expect(asFound("let text = $state('');", '<textarea bind:value={text}></textarea>')).toEqual([
    'Form: text',
  ]);
  expect(asFound('', '<input />'), 'bound to nothing').toEqual(['Form: no value']);
  const kept = "import Field from './Field.svelte'; const form = new FormDraft('key', null, () => ({}));";
  expect(asFound(kept, '<Field label={a} bind:value={form.fields.text} />'), 'in a draft').toEqual([]);
});
