import type { Server } from './server';

export const PASSWORD = 'a long enough password';

/** JSON as the server sends it; the tests look at what they expect, field by field. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

/** An answer of the API, taken as it is. */
export interface Answer {
  status: number;
  body: Json;
}

/** Sends one request. `Origin` and cookies are sent only where they are given. */
export async function ask(
  server: Server,
  method: string,
  path: string,
  options: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const headers: Record<string, string> = { ...options.headers };
  if (options.token) headers['authorization'] = `Bearer ${options.token}`;
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  const answer = await fetch(`${server.url}/api/v1${path}`, { method, headers, ...(body && { body }) });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : null };
}

/** The body of an answer that must not be a refusal. */
async function expectDone(what: string, answer: Promise<Answer>): Promise<Json> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Somebody with an account, who talks to the API as a program does. */
export class Person {
  private constructor(
    readonly server: Server,
    readonly id: string,
    readonly name: string,
    readonly email: string,
    readonly token: string,
  ) {}

  /** `name` is the first name, and so the address: one of each per server. */
  static async register(server: Server, name: string): Promise<Person> {
    const email = `${name.toLowerCase()}@example.com`;
    const body = { email, full_name: `${name} Example`, password: PASSWORD };
    const user = await expectDone('register', ask(server, 'POST', '/auth/register', { body }));
    return new Person(server, user.id, body.full_name, email, user.access_token);
  }

  /** The same person with a session of its own, as from another device. */
  async signInAgain(): Promise<Person> {
    const body = { email: this.email, password: PASSWORD };
    const { access_token } = await expectDone('login', ask(this.server, 'POST', '/auth/login', { body }));
    return new Person(this.server, this.id, this.name, this.email, access_token);
  }

  /** Asks, and takes a refusal too. `workspace` names the workspace of this request. */
  ask(method: string, path: string, body?: unknown, workspace?: string): Promise<Answer> {
    const headers: Record<string, string> = workspace ? { 'x-deskbell-workspace': workspace } : {};
    return ask(this.server, method, path, { token: this.token, body, headers });
  }

  /** Asks for what must succeed, and returns its body. */
  call(method: string, path: string, body?: unknown, workspace?: string): Promise<Json> {
    return expectDone(`${this.name}: ${method} ${path}`, this.ask(method, path, body, workspace));
  }
}

/** A visitor of a page with the widget. */
export class Visitor {
  private constructor(
    readonly server: Server,
    readonly token: string,
  ) {}

  static async begin(server: Server, widget: string): Promise<Visitor> {
    const begun = await expectDone('visitors', ask(server, 'POST', `/widget/${widget}/visitors`));
    return new Visitor(server, begun.visitor_token);
  }

  call(method: string, path: string, body?: unknown): Promise<Json> {
    const answer = ask(this.server, method, path, { token: this.token, body });
    return expectDone(`visitor: ${method} ${path}`, answer);
  }

  /** Writes; returns the message. */
  say(content: string): Promise<Json> {
    return this.call('POST', '/visitor/messages', { content });
  }
}

/** A workspace with a widget on the Mini plan, and its owner. */
export class Desk {
  private constructor(
    readonly owner: Person,
    readonly id: string,
    readonly widget: string,
  ) {}

  static async open(server: Server, ownerName = 'Ada', domain = 'shop.example'): Promise<Desk> {
    const owner = await Person.register(server, ownerName);
    return Desk.of(owner, domain);
  }

  /** Another workspace of somebody who has an account. */
  static async of(owner: Person, domain = 'shop.example'): Promise<Desk> {
    const name = `Desk of ${owner.name}`;
    const { business } = await owner.call('POST', '/auth/business/create', { name });
    await owner.call('PUT', '/billing/plan', { plan: 'mini' }, business.id);
    const widget = await owner.call('POST', '/widget/create', { domain }, business.id);
    return new Desk(owner, business.id, widget.id);
  }

  /** Invites somebody; returns the membership. */
  async invite(person: Person, role = 'agent'): Promise<string> {
    const query = new URLSearchParams({ email: person.email, role });
    const invited = await this.owner.call('POST', `/team/invite?${query}`, undefined, this.id);
    return invited.team_member_id;
  }

  /** Registers somebody and invites them. */
  async hire(name: string, role = 'agent'): Promise<{ person: Person; member: string }> {
    const person = await Person.register(this.owner.server, name);
    return { person, member: await this.invite(person, role) };
  }

  visitor(): Promise<Visitor> {
    return Visitor.begin(this.owner.server, this.widget);
  }

  assign(conversation: string, to: Person): Promise<Json> {
    return this.owner.call('POST', `/team/assign/${conversation}?agent_id=${to.id}`, undefined, this.id);
  }
}
