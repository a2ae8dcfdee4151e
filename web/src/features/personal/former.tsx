import { useQuery } from '@tanstack/react-query';
import { may } from '@/api/may';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { dayYear } from '@/lib/time';
import { LoadError } from '@/ui/notes';
import { Section } from '@/ui/section';
import { PersonalActs } from './acts';
import { formerPeopleQuery } from './data';
import css from './personal.module.css';

/** Who was here and is no more, for whoever may erase what is held about them. */
export function FormerPeople() {
  const me = useMe();
  const allowed = may(me, 'members.erase') && !me?.visit;
  const former = useQuery({ ...formerPeopleQuery, enabled: allowed });
  if (!allowed) return null;
  if (former.isError) {
    return (
      <LoadError what="Former people" problem={asProblem(former.error)} retry={() => void former.refetch()} />
    );
  }
  if (!former.data?.length) return null;
  return (
    <div className={css.former}>
      <Section
        title="Former people"
        sub="They are no members any more, and what they did still carries their name."
      >
        <ul className={css.people}>
          {former.data.map(({ user_id, name, email, last_here }) => (
            <li key={user_id}>
              <div className={css.who}>
                <p className="t14 w6">{name}</p>
                <p className="t13 ink2">
                  {email ?? 'Their account is deleted'}, here until {dayYear(last_here)}
                </p>
              </div>
              <PersonalActs whose={{ kind: 'member', id: user_id }} of={name} />
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
