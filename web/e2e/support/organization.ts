import { Person } from './people';
import type { Server } from './server';

/** A workspace with the rules of an organization: people come in by invitation, and ownership moves. */
export class Organization {
  private constructor(
    readonly owner: Person,
    readonly name: string,
  ) {}

  static async open(server: Server, ownerName = 'Ada'): Promise<Organization> {
    const owner = await Person.register(server, ownerName);
    const name = `House of ${owner.name}`;
    await owner.call('POST', '/auth/business/create', { name, rulebook: 'organization' });
    return new Organization(owner, name);
  }

  /** Registers somebody, invites them, and lets them accept. */
  async bring(name: string, role = 'member'): Promise<Person> {
    const person = await Person.register(this.owner.server, name);
    const { results } = await this.owner.call('POST', '/team/invitations', { emails: [person.email], role });
    const [{ invitation_id: id }] = results;
    const { token } = await this.owner.call('POST', `/team/invitations/${id}/link`);
    await person.call('POST', '/invitations/accept', { token });
    return person;
  }
}
