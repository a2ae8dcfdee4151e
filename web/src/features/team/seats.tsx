import type { Plan } from '@/api/model';
import { may } from '@/api/may';
import { useMe } from '@/features/auth/me';
import { seatsAdvice, seatsSentence } from '@/features/billing/words';
import { useMembers } from '@/features/team/data';
import { firstName } from '@/lib/words';
import { Face } from '@/ui/face';
import css from './team.module.css';

/** How many faces stand in a row before words alone say it. */
const FACES = 5;

/** Who holds a seat, in words with names; the owner needs none. */
export function Seats({ plan }: { plan: Plan }) {
  const me = useMe();
  const { data: members = [] } = useMembers();
  const owner = members.find((member) => member.role === 'owner');
  const ownerName = owner?.user_id === me?.user.id || !owner ? 'You' : firstName(owner.name);
  const { seats } = plan.use;
  return (
    <div className={css.seats}>
      {seats.length > 0 && seats.length <= FACES && (
        <span className={css.seatFaces}>
          {seats.map((seat) => (
            <Face key={seat.user_id} id={seat.user_id} name={seat.name} size={28} />
          ))}
        </span>
      )}
      <div>
        <p className={css.seatWords}>{seatsSentence(plan)}</p>
        <p className="t13 ink2">
          {seatsAdvice(plan, ownerName, may(me, 'members.invite'), may(me, 'billing.manage'))}
        </p>
      </div>
    </div>
  );
}
