import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const PASSWORD = 'a long enough password';

/** One request as JSON, which has to succeed. */
async function call(demo, method, path, token, body) {
  const answer = await fetch(`${demo.url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}

async function register(demo, role, name) {
  const email = `${name.split(' ')[0].toLowerCase()}@northlight.example`;
  const user = await call(demo, 'POST', '/auth/register', undefined, {
    email,
    full_name: name,
    password: PASSWORD,
  });
  return { role, name, email, password: PASSWORD, token: user.access_token };
}

async function bring(demo, owner, role, name, given) {
  const person = await register(demo, role, name);
  const asked = { emails: [person.email], ...given };
  const { results } = await call(demo, 'POST', '/team/invitations', owner.token, asked);
  const { token } = await call(
    demo,
    'POST',
    `/team/invitations/${results[0].invitation_id}/link`,
    owner.token,
  );
  await call(demo, 'POST', '/invitations/accept', person.token, { token });
  return person;
}

/**
 * Beside the demo's shop an organization with everything that a picture of its pages needs: people by every way, one
 * whose access is off, one whose removal is planned, one who was removed, a key, a domain, a link, a custom role. And
 * somebody without a workspace, and a platform admin. Adds them to the people of the demo, and the `invited` token.
 */
export async function furnish(demo) {
  const nora = await register(demo, 'house-owner', 'Nora Vale');
  const as = (method, path, body) => call(demo, method, path, nora.token, body);
  await as('POST', '/auth/business/create', { name: 'Northlight', rulebook: 'organization' });
  const otis = await bring(demo, nora, 'house-admin', 'Otis Reed', { role: 'admin' });
  const pia = await bring(demo, nora, 'house-member', 'Pia Lund', { tier: 'power' });
  const quin = await bring(demo, nora, 'house-disabled', 'Quin Abbas', {});
  const rosa = await bring(demo, nora, 'house-going', 'Rosa Marsh', {});
  const sol = await bring(demo, nora, 'house-gone', 'Sol Weber', {});
  const members = await as('GET', '/team/members');
  const of = ({ email }) => `/team/members/${members.find((member) => member.email === email).id}`;
  await as('PATCH', of(quin), { agent_access: false, reason: 'leave' });
  await as('PATCH', of(rosa), { agent_access: false, remove_in_days: 30 });
  await as('DELETE', of(sol));
  await as('POST', '/team/invitations', {
    emails: ['tess@northlight.example', 'ugo@contractor.example'],
    welcome: 'Good to have you. Your first week is planned.',
  });
  const waiting = await as('GET', '/team/invitations?only=waiting');
  const { token } = await as('POST', `/team/invitations/${waiting[0].id}/link`);
  await as('PATCH', '/workspace', { auto_join: { mode: 'both' } });
  const link = await as('POST', '/team/links', { max_uses: 20 });
  await as('POST', '/workspace/domains', { domain: 'northlight.example' });
  await as('POST', '/workspace/roles', { name: 'auditor', permissions: ['audit.read'] });
  await as('POST', '/workspace/keys', { name: 'Nightly export', role: 'member' });
  const newcomer = await register(demo, 'newcomer', 'Vera Holm');
  const paula = await register(demo, 'platform', 'Paula Stern');
  if (demo.data) {
    await promisify(execFile)(demo.program, ['admin', 'platform', 'grant', paula.email, '--data', demo.data]);
  }
  demo.people.push(nora, otis, pia, quin, rosa, newcomer, paula);
  return { ...demo, invited: token, link: link.token };
}
