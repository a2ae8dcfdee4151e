import { useMe } from '@/features/auth/me';
import { useRoleLabel } from '@/features/rulebook/data';
import { byPresence, useMembers } from '@/features/team/data';
import { nameList } from '@/lib/words';
import { Face } from './face';
import css from './refusal.module.css';
import { Status } from './status';

/** How many people are named before their role alone says it. */
const NAMED = 2;

/** Those who can change a refusal: by name, with whether they are there now, where they are few. */
export function WhoCan({ roles }: { roles: string[] }) {
  const me = useMe();
  const label = useRoleLabel();
  const { data: members = [] } = useMembers();
  const known = roles.map((role) => role.toLowerCase());
  const people = byPresence(members, me?.user.id).filter(
    (member) => known.includes(member.role) || known.includes(label(member.role).toLowerCase()),
  );
  if (people.length === 0 || people.length > NAMED) return <>{nameList(roles)}</>;
  return (
    <>
      {people.map((member) => (
        <span key={member.id} className={css.person}>
          <Face id={member.user_id} name={member.name} size={24} />
          <span>
            <strong className="w6">{member.user_id === me?.user.id ? 'You' : member.name}</strong>,{' '}
            {label(member.role).toLowerCase()}
          </span>
          · <Status status={member.status} />
        </span>
      ))}
    </>
  );
}
